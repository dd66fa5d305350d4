"""Calls: listed, opened, read, changed and ended."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from communities.access import community_to_read
from communities.frame import frame
from communities.models import Community
from core.http import PageRequest
from projects.access import project_inside
from projects.calls import access, rules
from projects.calls.forms import ApplicationForm, CallEditForm, CallForm, EndForm
from projects.calls.listing import Listing
from projects.calls.models import Application, Call, CallState
from projects.frame import project_frame
from projects.models import Project
from projects.views.inside import EditPage, InsidePage

PAGE = 20
FIELDS = ("title", "text", "time", "places", "until", "version")


def all_calls(request: PageRequest) -> HttpResponse:
    """Of every community that the viewer may read."""
    return _list(request, None, {})


def community_calls(request: PageRequest, slug: str) -> HttpResponse:
    community = community_to_read(request.user, slug)
    return _list(request, community, frame(request.user, community))


def _list(
    request: PageRequest, community: Community | None, context: dict[str, Any]
) -> HttpResponse:
    listing = Listing.read(request.GET)
    page = listing.page(request.user, community, after=request.GET.get("after"), size=PAGE)
    context |= {
        "listing": listing,
        "page": page,
        "states": [("", _("Open")), ("wanted", _("For you")), ("applied", _("You applied"))],
    }
    name = "projects/calls/list.html"
    more = request.htmx.target == "calls-more"
    return render(request, f"{name}#rows" if more else name, context)


def project_calls(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    """All of one project, those that are open first."""
    project = project_inside(request.user, pk)
    calls = Call.objects.visible_to(request.user).filter(project=project).for_list()
    context = project_frame(request.user, project, "people") | {
        "calls": sorted(calls.order_by("-created_at", "-pk"), key=lambda call: not call.is_open),
        "may_call": rules.can_call(request.user, project),
    }
    return render(request, "projects/calls/of_project.html", context)


def call(request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
    found = access.call_to_read(request.user, number, pk)
    context = project_frame(request.user, found.project, "people")
    context |= call_context(request.user, found)
    return render(request, "projects/calls/call.html", context)


def call_context(viewer: Any, found: Call, form: ApplicationForm | None = None) -> dict[str, Any]:
    """What the page of a call needs; leads read who applied, others their own application."""
    may_read = rules.can_read_applications(viewer, found)
    sent = list(found.applications.sent().for_display()) if viewer.is_authenticated else []
    mine = next((one for one in sent if one.user_id == viewer.pk), None)
    begun = {"note": mine.note} if mine else {}
    return {
        "call": found,
        "may_call": rules.can_call(viewer, found.project),
        "may_apply": rules.can_apply(viewer, found),
        "may_decide": rules.can_decide(viewer, found),
        "mine": mine,
        "applications": sent if may_read else [],
        "may_read_applications": may_read,
        "form": form or ApplicationForm(initial=begun),
    }


class NewCallView(InsidePage):
    template, called, part = "projects/calls/new.html", "project", "people"

    def find(self, pk: int) -> Project:
        return access.project_to_call_for(self.request.user, pk)

    def form(self, thing: Project, sent: Any = None) -> CallForm:
        begun = {"nonce": uuid.uuid4().hex, "tags": thing.tag_names}
        return CallForm(sent, initial=begun)

    def act(self, thing: Project, data: dict[str, Any]) -> str:
        self.opened = Call.objects.open_in(thing, by=self.request.user, **data)
        return _("Call opened. Those who want to hear of such calls are told.")

    def then(self, thing: Project) -> Call:
        return self.opened


class CallPage(InsidePage):
    """A form about a call that those who lead its project fill in."""

    called, part = "call", "people"

    def find(self, pk: int) -> Call:
        return access.call_to_edit(self.request.user, self.number or 0, pk)


class EditCallView(CallPage, EditPage):
    template = "projects/calls/edit.html"

    def form(self, thing: Call, sent: Any = None) -> CallEditForm:
        saved = {name: getattr(thing, name) for name in FIELDS} | {"tags": thing.tag_names}
        return CallEditForm(sent, initial=saved)

    def act(self, thing: Call, data: dict[str, Any]) -> str:
        thing.edit(by=self.request.user, **data)
        return _("Changes saved.")


class EndView(CallPage):
    """POST ends a call, DELETE opens it again."""

    template = "projects/calls/end.html"

    def form(self, thing: Call, sent: Any = None) -> EndForm:
        return EndForm(sent)

    def act(self, thing: Call, data: dict[str, Any]) -> str:
        if data["state"] == CallState.FILLED:
            thing.fill(by=self.request.user)
        else:
            thing.close(by=self.request.user)
        return _("Call ended. Who still waits for an answer is listed below.")

    def context(self, thing: Call, form: Any) -> dict[str, Any]:
        waiting = Application.objects.waiting().filter(call=thing).count()
        return super().context(thing, form) | {"waiting": waiting}

    def delete(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        found = self.find(pk)
        found.reopen(by=request.user)
        messages.success(request, _("The call is open again."))
        return redirect(found)
