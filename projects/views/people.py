from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from communities.form_page import FormPage
from core.errors import DomainError
from core.http import PageRequest
from core.permissions import require
from core.resources import ResourceView
from projects import access, rules
from projects.forms import InvitationForm, NoteForm, PlaceForm
from projects.frame import project_frame
from projects.models import Collaborator, Project, Status


def people(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    """Who is in it, who is invited, and what each role may do."""
    return show_people(request, access.project_to_read(request.user, pk))


def show_people(
    request: PageRequest, project: Project, form: InvitationForm | None = None, status: int = 200
) -> HttpResponse:
    context = project_frame(request.user, project, "people")
    context |= {
        "people": project.collaborators.active().for_display(),
        "invited": project.collaborators.invited().for_display() if context["may_lead"] else [],
        "form": form or InvitationForm(),
    }
    return render(request, "projects/people.html", context, status=status)


class InvitationsView(ResourceView):
    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        """Ask somebody in."""
        project = access.project_to_edit(request.user, pk)
        form = InvitationForm(request.POST)
        if form.is_valid():
            said = dict(form.cleaned_data)
            try:
                user = access.person_to_invite(request.user, said.pop("handle"))
                project.invite(user, by=request.user, **said)
            except Http404:
                form.add_error("handle", _("Nobody is called that here."))
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Invitation sent."))
                return redirect("projects:people", slug, pk)
        return show_people(request, project, form, 422)


class AnswerView(ResourceView):
    """One's own invitation: POST accepts it, DELETE declines it."""

    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        place = access.invitation_of(request.user, pk)
        place.accept()
        messages.success(request, _("You are in this project now."))
        return redirect(place.project)

    def delete(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        place = access.invitation_of(request.user, pk)
        place.decline()
        messages.success(request, _("Invitation declined."))
        seen = Project.objects.visible_to(request.user).filter(pk=pk).exists()
        return redirect(place.project if seen else "home")


class MembershipView(ResourceView):
    """POST joins by oneself, DELETE leaves."""

    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        project = access.project_to_join(request.user, pk)
        project.take_in(request.user)
        messages.success(request, _("You are in this project now."))
        return redirect(project)

    def delete(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        place = access.place_to_leave(request.user, pk, request.user.handle)
        try:
            place.leave(by=request.user)
        except DomainError as error:
            messages.error(request, str(error))
            return redirect("projects:people", slug, pk)
        messages.success(request, _("You have left this project. What you made in it stays."))
        seen = Project.objects.visible_to(request.user).filter(pk=pk).exists()
        return redirect(place.project if seen else "home")


class PlaceView(FormPage):
    """Somebody's place: what they do and, for a lead, their role. DELETE puts them out."""

    template, called = "projects/place.html", "place"

    def get(self, request: PageRequest, slug: str, pk: int, handle: str = "") -> HttpResponse:
        self.handle = handle
        return super().get(request, slug, pk)

    def post(self, request: PageRequest, slug: str, pk: int, handle: str = "") -> HttpResponse:
        self.handle = handle
        return super().post(request, slug, pk)

    def delete(self, request: PageRequest, slug: str, pk: int, handle: str) -> HttpResponse:
        place = access.place_to_lead(request.user, pk, handle)
        try:
            place.leave(by=request.user) if place.is_active else place.decline()
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("%(name)s is out of the project.") % {"name": place.user})
        return redirect("projects:people", slug, pk)

    def find(self, pk: int) -> Any:
        place: Any = access.place_in(self.request.user, pk, self.handle)
        require(rules.can_say_what(self.request.user, place))
        place.community = place.project.community
        return place

    def form(self, thing: Collaborator, sent: Any = None) -> BaseForm:
        may_lead = bool(rules.can_lead(self.request.user, thing.project))
        now = {"does": thing.does, "role": thing.role}
        return PlaceForm(sent, initial=now, may_give_role=may_lead and thing.is_active)

    def act(self, thing: Collaborator, data: dict[str, Any]) -> str:
        if "role" in data:
            thing.give_role(data["role"], by=self.request.user)
        thing.say_what(data["does"])
        return _("Changes saved.")

    def context(self, thing: Collaborator, form: Any) -> dict[str, Any]:
        return project_frame(self.request.user, thing.project, "people")

    def then(self, thing: Collaborator) -> str:
        return f"{thing.project.address}people/"

    def show(self, thing: Any, form: BaseForm, status: int = 200) -> HttpResponse:
        context = self.context(thing, form) | {"one": thing, "form": form}
        return render(self.request, self.template, context, status=status)


class StatusView(FormPage):
    """Start it, pause it, take it up again."""

    template, called = "projects/status.html", "project"

    def find(self, pk: int) -> Project:
        return access.project_to_lead(self.request.user, pk)

    def form(self, thing: Project, sent: Any = None) -> BaseForm:
        return NoteForm(sent)

    def act(self, thing: Project, data: dict[str, Any]) -> str:
        thing.move_to(self._wanted(thing), by=self.request.user, note=data["note"])
        return _("Project started.") if thing.status == Status.ACTIVE else _("Project paused.")

    def context(self, thing: Project, form: Any) -> dict[str, Any]:
        return project_frame(self.request.user, thing, "overview") | {"wanted": self._wanted(thing)}

    def _wanted(self, project: Project) -> str:
        """The one status that follows on this one."""
        if not project.can_become:
            raise Http404
        return project.can_become[0]
