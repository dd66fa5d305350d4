"""The board: its lanes, and what is put into them and moved between them."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.http import PageRequest
from core.resources import ResourceView
from projects.frame import project_frame
from projects.models import Lane, Project, Task
from projects.tasks import access, rules
from projects.tasks.board import SHOWN, board_of, rest_of
from projects.tasks.forms import PlaceForm, QuickForm
from projects.tasks.places import BOTTOM_, DOWN, TOP, TOP_, UP, Spot


def board_context(request: PageRequest, project: Project) -> dict[str, Any]:
    viewer = request.user
    return project_frame(viewer, project, "board") | {
        "may_change": rules.can_change(viewer, project),
        "may_take_on": rules.can_take_on(viewer, project),
        "may_arrange": rules.can_arrange(viewer, project),
        "nonce": uuid.uuid4().hex,
    }


def board(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    project = access.board_to_read(request.user, pk)
    return show_board(request, project, adding=_number(request.GET.get("add")))


def show_board(
    request: PageRequest,
    project: Project,
    *,
    adding: int = 0,
    form: QuickForm | None = None,
) -> HttpResponse:
    """Whole, or for htmx its lanes. ``adding`` is the lane whose field is open."""
    columns = board_of(project, _number(request.POST.get("shown")))
    context = board_context(request, project)
    context |= {"columns": columns, "adding": adding, "form": form}
    part = "#lanes" if request.htmx else ""
    status = 422 if form else 200
    return render(request, f"projects/tasks/board.html{part}", context, status=status)


def lane(request: PageRequest, slug: str, pk: int, lane: int) -> HttpResponse:
    """The rest of a lane's cards, a page at a time."""
    project = access.board_to_read(request.user, pk)
    found = access.lane_of(project, lane)
    page = rest_of(found, after=request.GET.get("after"), size=SHOWN)
    context = board_context(request, project) | {"lane": found, "page": page}
    part = "#cards" if request.htmx else ""
    return render(request, f"projects/tasks/lane.html{part}", context)


class QuickView(ResourceView):
    """A card by its title, at the head of a lane; the field stays open for the next."""

    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        project = access.board_to_change(request.user, pk)
        form = QuickForm(request.POST)
        if not form.is_valid():
            adding = _number(request.POST.get("lane"))
            return show_board(request, project, adding=adding, form=form)
        said = form.cleaned_data
        lane = access.lane_of(project, said["lane"])
        Task.objects.add(
            project, said["title"], by=request.user, lane=lane, spot=TOP, nonce=said["nonce"]
        )
        if request.htmx:
            return show_board(request, project, adding=lane.pk)
        return redirect(f"{project.address}board/?add={lane.pk}")


class PlaceView(ResourceView):
    """Where a card stands: GET asks where to, POST puts it there."""

    def get(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        task = access.task_to_change(request.user, project=pk, number=number)
        lanes = Lane.objects.filter(project=pk).in_order()
        context = board_context(request, task.project) | {"task": task, "lanes": lanes}
        return render(request, "projects/tasks/place.html", context)

    def post(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        task = access.task_to_change(request.user, project=pk, number=number)
        form = PlaceForm(request.POST)
        if not form.is_valid():
            return redirect("projects:board", slug, pk)
        said, project = form.cleaned_data, task.project
        lane = access.lane_of(project, said["lane"]) if said["lane"] else task.lane
        spot = Spot(said["where"] or BOTTOM_, said["beside"])
        try:
            task.move(lane, by=request.user, spot=spot, moves=said["moves"])
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _moved(task, lane, spot))
        if request.htmx:
            return show_board(request, project)
        back = request.POST.get("back")
        return redirect(task if back == "task" else f"{project.address}board/")


def _moved(task: Task, lane: Lane, spot: Spot) -> str:
    said = {
        UP: _("“%(task)s” moved up in %(lane)s."),
        DOWN: _("“%(task)s” moved down in %(lane)s."),
        TOP_: _("“%(task)s” moved to the top of %(lane)s."),
    }.get(spot.where, _("“%(task)s” moved to %(lane)s."))
    return said % {"task": task.title, "lane": lane.name}


def _number(said: Any) -> int:
    return int(said) if said and said.isdecimal() and len(said) < 19 else 0
