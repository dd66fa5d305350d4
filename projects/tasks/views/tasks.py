"""One task: its page, and what is done with it there."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError, StaleVersion
from core.http import PageRequest
from core.resources import ResourceView
from discussions.linking import linked_from
from discussions.rules import can_start
from notifications.follows import Control
from projects.frame import project_frame
from projects.models import ChecklistItem, Collaborator, Label, Lane, Task, TaskChange, TaskComment
from projects.tasks import access, rules
from projects.tasks.following import target_of
from projects.tasks.forms import CommentForm, ItemForm, NewTaskForm, TaskEditForm

CHANGES = 20


def task(request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
    found = access.task_to_read(request.user, may_be_deleted=True, project=pk, number=number)
    return show_task(request, found)


def show_task(
    request: PageRequest, task: Task, form: CommentForm | None = None, status: int = 200
) -> HttpResponse:
    viewer, project = request.user, task.project
    context = task_context(request, task)
    people = [place.user for place in task.assignees.for_display()]
    comments = TaskComment.objects.present().filter(task=task).for_display()
    # What they hang on is in hand: rules ask it of each.
    for comment in comments:
        comment.task = task
    changes = TaskChange.objects.filter(task=task).for_display()
    whole = request.GET.get("history") == "all"
    context |= {
        "people": people,
        "is_mine": viewer in people,
        "marks": list(task.labels.in_order()),
        "items": list(task.items.all()),
        "comments": comments,
        "may_moderate": rules.can_moderate(viewer, project),
        "action_item": getattr(task, "action_item", None),  # not all came of a meeting
        "changes": list(changes if whole else changes[: CHANGES + 1]),
        "most_changes": None if whole else CHANGES,
        "form": form or CommentForm(initial={"nonce": uuid.uuid4().hex}),
        "sources": linked_from(viewer, task.target),
        "may_ask": can_start(viewer, project.community),
        "task_follow": Control.of(viewer, target_of(viewer, task)),
    }
    if context["may_change"]:
        working = Collaborator.objects.working().filter(project=project.pk).for_display()
        context["others"] = [place.user for place in working if place.user not in people]
        context["lanes"] = list(Lane.objects.filter(project=project.pk).in_order())
    return render(request, "projects/tasks/task.html", context, status=status)


def task_context(request: PageRequest, task: Task) -> dict[str, Any]:
    viewer = request.user
    return project_frame(viewer, task.project, "board") | {
        "task": task,
        "may_change": rules.can_change(viewer, task.project),
        "may_take_on": rules.can_take_on(viewer, task.project),
        "may_comment": rules.can_comment(viewer, task.project),
    }


@login_required
def new_task(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    """With all that can be said of it at once; a title alone is typed on the board."""
    project = access.board_to_change(request.user, pk)
    asked = {name: request.GET.get(name) for name in ("due", "lane")}
    begun = asked | {"nonce": uuid.uuid4().hex}
    form = NewTaskForm(
        request.POST or None, project=project, zone=request.user.zone.key, initial=begun
    )
    if form.is_valid():
        made = Task.objects.add(project, by=request.user, **form.said())
        messages.success(request, _("Task added."))
        return redirect(made)
    context = project_frame(request.user, project, "board") | {"form": form}
    context["known"] = Label.objects.filter(project=project.pk).in_order()
    return render(request, "projects/tasks/new.html", context, status=422 if form.is_bound else 200)


@login_required
def edit_task(request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
    found = access.task_to_change(request.user, project=pk, number=number)
    form = edit_form(request, found)
    status = 422 if form.is_bound else 200
    theirs = None
    if form.is_valid():
        try:
            found.edit(by=request.user, **form.said())
        except StaleVersion as stale:
            form.add_error(None, str(stale))
            # The next save is made knowing what is shown below.
            theirs = access.task_to_change(request.user, project=pk, number=number)
            form.data = request.POST.dict() | {"version": theirs.version}
            status = stale.status
        else:
            messages.success(request, _("Changes saved."))
            return redirect(found)
    context = task_context(request, found) | {"form": form, "theirs": theirs}
    context["known"] = Label.objects.filter(project=pk).in_order()
    return render(request, "projects/tasks/edit.html", context, status=status)


def edit_form(request: PageRequest, task: Task) -> TaskEditForm:
    names = ("title", "description", "priority", "milestone", "version")
    saved = {name: getattr(task, name) for name in names}
    saved["labels"] = ", ".join(label.name for label in task.labels.in_order())
    saved["due"] = task.due
    if task.due_at:
        # As its reader's clock has it: saved again, it is the same moment.
        local = timezone.localtime(task.due_at)
        saved |= {"due": local.date(), "hour": local.time()}
    zone = request.user.zone.key
    return TaskEditForm(request.POST or None, project=task.project, zone=zone, initial=saved)


class TaskDeletionView(ResourceView):
    """POST takes it off the board, DELETE brings it back."""

    def post(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        task = access.task_to_change(request.user, project=pk, number=number)
        task.delete_softly(by=request.user)
        messages.success(request, _("Task deleted. It can be brought back here."))
        return redirect(task)

    def delete(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        task = access.task_to_change(request.user, may_be_deleted=True, project=pk, number=number)
        task.restore(by=request.user)
        messages.success(request, _("Task brought back to where it was."))
        return redirect(task)


class TakingView(ResourceView):
    """One's own: POST takes it on, and joins the project where one may; DELETE lets it go."""

    def post(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        task = access.task_to_take_on(request.user, project=pk, number=number)
        task.take_on(by=request.user)
        messages.success(request, _("It is on your list now."))
        return redirect(task)

    def delete(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        task = access.task_to_take_on(request.user, project=pk, number=number)
        task.release(request.user, by=request.user)
        messages.success(request, _("You have let it go. Somebody else can take it on."))
        return redirect(task)


class AssigneesView(ResourceView):
    """Somebody else's: POST gives it to them, DELETE takes it off their list."""

    def post(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        task = access.task_to_change(request.user, project=pk, number=number)
        user = access.person_in(task.project, request.POST.get("handle", ""))
        task.give(user, by=request.user)
        messages.success(request, _("Given to %(name)s.") % {"name": user.name})
        return redirect(task)

    def delete(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        task = access.task_to_change(request.user, project=pk, number=number)
        user = access.assignee_of(task, request.POST.get("handle", ""))
        task.release(user, by=request.user)
        messages.success(request, _("%(name)s does not have it any more.") % {"name": user.name})
        return redirect(task)


class ItemsView(ResourceView):
    def post(self, request: PageRequest, slug: str, pk: int, number: int) -> HttpResponse:
        """One more step at the end of the checklist."""
        task = access.task_to_change(request.user, project=pk, number=number)
        form = ItemForm(request.POST)
        if form.is_valid():
            text = form.cleaned_data["text"]
            _try(request, lambda: ChecklistItem.objects.add(task, text, by=request.user))
        return redirect(f"{task.get_absolute_url()}#add-item")


class ItemView(ResourceView):
    """A step: POST says whether it is done, DELETE removes it."""

    def post(
        self, request: PageRequest, slug: str, pk: int, number: int, item: int
    ) -> HttpResponse:
        found = access.item_to_change(request.user, item, task__project=pk, task__number=number)
        found.tick(by=request.user, is_done=request.POST.get("is_done") == "yes")
        return redirect(f"{found.task.get_absolute_url()}#item-{item}")

    def delete(
        self, request: PageRequest, slug: str, pk: int, number: int, item: int
    ) -> HttpResponse:
        found = access.item_to_change(request.user, item, task__project=pk, task__number=number)
        found.remove(by=request.user)
        return redirect(f"{found.task.get_absolute_url()}#checklist")


def _try(request: PageRequest, verb: Any) -> None:
    try:
        verb()
    except DomainError as error:
        messages.error(request, str(error))
