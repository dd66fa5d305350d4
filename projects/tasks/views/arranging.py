"""What a board is made of: lanes, labels and milestones."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.models.user import Dye
from core.errors import DomainError
from core.http import PageRequest
from core.resources import ResourceView
from projects.frame import project_frame
from projects.models import Label, Lane, Milestone, Project
from projects.tasks import access, rules
from projects.tasks.forms import LabelForm, LaneForm, MilestoneForm


class Arranging(ResourceView):
    """Each form of the page does one thing, and leads back to it."""

    def act(
        self, project: Project, form: Any, verb: Callable[[dict[str, Any]], Any], said: str
    ) -> HttpResponse:
        if not form.is_valid():
            return self.show(project, form, 422)
        try:
            verb(form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.show(project, form, error.status)
        messages.success(self.request, said)
        return self.back(project)

    def attempt(self, project: Project, verb: Callable[[], Any], said: str) -> HttpResponse:
        try:
            verb()
        except DomainError as error:
            messages.error(self.request, str(error))
        else:
            messages.success(self.request, said)
        return self.back(project)

    def show(self, project: Project, form: Any = None, status: int = 200) -> HttpResponse:
        raise NotImplementedError

    def back(self, project: Project) -> HttpResponse:
        raise NotImplementedError


class LanesView(Arranging):
    """The lanes and labels of a board, and a lane more."""

    def get(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        return self.show(access.board_to_arrange(request.user, pk))

    def post(self, request: PageRequest, slug: str, pk: int, **which: int) -> HttpResponse:
        project = access.board_to_arrange(request.user, pk)
        return self.act(
            project,
            LaneForm(request.POST),
            lambda said: Lane.objects.open(project, **said),
            _("Lane added."),
        )

    def show(self, project: Project, form: Any = None, status: int = 200) -> HttpResponse:
        context = project_frame(self.request.user, project, "board")
        context |= {
            "lanes": list(Lane.objects.filter(project=project.pk).in_order()),
            "marks": list(Label.objects.filter(project=project.pk).in_order()),
            "dyes": Dye.choices,
            "form": form if isinstance(form, LaneForm) else LaneForm(),
            "wrong": form if form is not None and not isinstance(form, LaneForm) else None,
        }
        return render(self.request, "projects/tasks/lanes.html", context, status=status)

    def back(self, project: Project) -> HttpResponse:
        return redirect(f"{project.address}lanes/")


class LaneView(LanesView):
    """One: POST renames it, DELETE removes it, its tasks into another."""

    http_method_names = ("post", "delete")

    def post(self, request: PageRequest, slug: str, pk: int, **which: int) -> HttpResponse:
        project = access.board_to_arrange(request.user, pk)
        lane = access.lane_of(project, which["lane"])
        return self.act(
            project, LaneForm(request.POST), lambda said: lane.rename(**said), _("Lane saved.")
        )

    def delete(self, request: PageRequest, slug: str, pk: int, lane: int) -> HttpResponse:
        project = access.board_to_arrange(request.user, pk)
        found = access.lane_of(project, lane)
        into = request.POST.get("into", "")
        other = access.lane_of(project, int(into)) if into.isdecimal() else None
        return self.attempt(project, lambda: found.remove(into=other), _("Lane removed."))


class LanePlaceView(LanesView):
    """A step to the left or to the right."""

    http_method_names = ("post",)

    def post(self, request: PageRequest, slug: str, pk: int, **which: int) -> HttpResponse:
        project = access.board_to_arrange(request.user, pk)
        lane = access.lane_of(project, which["lane"])
        known = list(Lane.objects.filter(project=pk).in_order().values_list("pk", flat=True))
        at = known.index(lane.pk)
        to = at + (-1 if request.POST.get("to") == "left" else 1)
        if 0 <= to < len(known):
            known[at], known[to] = known[to], known[at]
        return self.attempt(project, lambda: Lane.objects.arrange(project, known), _("Lane moved."))


class LabelView(LanesView):
    http_method_names = ("post", "delete")

    def post(self, request: PageRequest, slug: str, pk: int, **which: int) -> HttpResponse:
        project = access.board_to_arrange(request.user, pk)
        label = access.label_of(project, which["label"])
        return self.act(
            project, LabelForm(request.POST), lambda said: label.rename(**said), _("Label saved.")
        )

    def delete(self, request: PageRequest, slug: str, pk: int, label: int) -> HttpResponse:
        project = access.board_to_arrange(request.user, pk)
        found = access.label_of(project, label)
        return self.attempt(project, found.delete, _("Label removed."))


def milestones(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    """What the project means to have reached, and how far it is."""
    return show_milestones(request, access.board_to_read(request.user, pk))


def show_milestones(
    request: PageRequest, project: Project, form: Any = None, status: int = 200
) -> HttpResponse:
    milestones = Milestone.objects.filter(project=project.pk)
    context = project_frame(request.user, project, "board") | {
        "milestones": milestones.with_progress().in_order(),
        "form": form or MilestoneForm(),
        "may_change": rules.can_change(request.user, project),
    }
    return render(request, "projects/tasks/milestones.html", context, status=status)


class MilestonesView(Arranging):
    """One more, with POST."""

    def post(self, request: PageRequest, slug: str, pk: int, **which: int) -> HttpResponse:
        project = access.board_to_change(request.user, pk)
        return self.act(
            project,
            MilestoneForm(request.POST),
            lambda said: Milestone.objects.plan(project, **said),
            _("Milestone added."),
        )

    def show(self, project: Project, form: Any = None, status: int = 200) -> HttpResponse:
        return show_milestones(self.request, project, form, status)

    def back(self, project: Project) -> HttpResponse:
        return redirect(f"{project.address}milestones/")


class MilestoneView(MilestonesView):
    http_method_names = ("post", "delete")

    def post(self, request: PageRequest, slug: str, pk: int, **which: int) -> HttpResponse:
        project = access.board_to_change(request.user, pk)
        found = access.milestone_of(project, which["milestone"])
        return self.act(
            project,
            MilestoneForm(request.POST),
            lambda said: found.edit(**said),
            _("Milestone saved."),
        )

    def delete(self, request: PageRequest, slug: str, pk: int, milestone: int) -> HttpResponse:
        project = access.board_to_change(request.user, pk)
        found = access.milestone_of(project, milestone)
        return self.attempt(project, found.delete, _("Milestone removed. Its tasks stay."))
