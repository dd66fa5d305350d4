"""The same tasks as a list and as a calendar, and one's own across projects."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.http import PageRequest
from core.months import month_called
from core.resources import ResourceView
from projects.frame import project_frame
from projects.models import Collaborator, Label, Lane, Milestone, Project, Task
from projects.tasks import access, rules
from projects.tasks.bulk import MOST, change_many
from projects.tasks.calendar import month_of
from projects.tasks.forms import BulkForm
from projects.tasks.listing import ME, NOBODY, TaskListing
from projects.tasks.mine import heaps_of
from projects.tasks.models import Priority

PAGE = 50


def tasks(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    project = access.board_to_read(request.user, pk)
    return show_tasks(request, project, TaskListing.read(request.GET))


def show_tasks(
    request: PageRequest,
    project: Project,
    listing: TaskListing,
    form: BulkForm | None = None,
    status: int = 200,
) -> HttpResponse:
    of = Task.objects.filter(project=project.pk)
    page = listing.page(request.user, of, after=request.GET.get("after"), size=PAGE)
    context = project_frame(request.user, project, "board")
    context |= {"listing": listing, "page": page, "ticked": request.POST.getlist("task")}
    context["may_change"] = rules.can_change(request.user, project)
    if request.htmx.target == "tasks-more":
        return render(request, "projects/tasks/list.html#rows", context)
    context |= filters(project)
    context["form"] = form or BulkForm(project=project)
    return render(request, "projects/tasks/list.html", context, status=status)


def filters(project: Project) -> dict[str, Any]:
    """What a list can be narrowed to, each with its words."""
    working = Collaborator.objects.working().filter(project=project.pk).for_display()
    people = [(place.user.handle, place.user.name) for place in working]
    return {
        "people": [(ME, _("Yours")), (NOBODY, _("Free to take")), *people],
        "lanes": Lane.objects.filter(project=project.pk).in_order(),
        "marks": Label.objects.filter(project=project.pk).in_order(),
        "milestones": Milestone.objects.filter(project=project.pk).in_order(),
        "priorities": [(one.word, one.label) for one in Priority],
        "dues": [
            ("late", _("Overdue")),
            ("today", _("Today")),
            ("week", _("Within a week")),
            ("none", _("Without a day")),
        ],
        "sorts": [
            ("board", _("As on the board")),
            ("due", _("By due date")),
            ("priority", _("By priority")),
            ("changed", _("Last changed first")),
            ("newest", _("Newest first")),
        ],
    }


class BulkView(ResourceView):
    """The same done to all that are ticked."""

    def post(self, request: PageRequest, slug: str, pk: int) -> HttpResponse:
        project = access.board_to_change(request.user, pk)
        listing = TaskListing.read(request.GET)
        ticked = [int(one) for one in request.POST.getlist("task")[:MOST] if one.isdecimal()]
        form = BulkForm(request.POST, project=project)
        if not ticked:
            form.add_error(None, _("Tick the tasks that you mean."))
        if not form.is_valid():
            return show_tasks(request, project, listing, form, 422)
        count = change_many(project, ticked, form.wish(), by=request.user)
        said = ngettext("%(n)d task changed.", "%(n)d tasks changed.", count)
        messages.success(request, said % {"n": count})
        return redirect(f"{project.address}tasks/{listing.address()}")


def calendar(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    project = access.board_to_read(request.user, pk)
    month = month_of(project, month_called(request.GET.get("month", "")))
    context = project_frame(request.user, project, "board") | {"month": month}
    return render(request, "projects/tasks/calendar.html", context)


@login_required
def work(request: PageRequest) -> HttpResponse:
    """One's own list: nobody else sees it."""
    context = {"heaps": heaps_of(request.user), "section": "work"}
    return render(request, "projects/tasks/work.html", context)
