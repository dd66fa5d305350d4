"""The doors to tasks, for web and API: unseen is 404, refused is 403."""

from collections.abc import Callable
from typing import Any

from django.shortcuts import get_object_or_404

from accounts.models import User
from core.permissions import Verdict, require
from projects.models import (
    ChecklistItem,
    Collaborator,
    Label,
    Lane,
    Milestone,
    Project,
    Task,
    TaskComment,
)
from projects.tasks import rules

Rule = Callable[[Any, Project], Verdict]


def board_to_read(viewer: Any, pk: int) -> Project:
    """Who is invited and not in it yet reads the first page only."""
    return get_object_or_404(Project.objects.visible_to(viewer).for_page(), pk=pk)


def board_to_change(viewer: Any, pk: int, rule: Rule = rules.can_change) -> Project:
    project = board_to_read(viewer, pk)
    require(rule(viewer, project))
    return project


def board_to_arrange(viewer: Any, pk: int) -> Project:
    return board_to_change(viewer, pk, rules.can_arrange)


def task_to_read(viewer: Any, *, may_be_deleted: bool = False, **which: Any) -> Task:
    """By its number in a project, or by its row's. Deleted ones are for those who may restore."""
    project = board_to_read(viewer, which["project"] if "project" in which else _home_of(which))
    tasks = Task.objects.filter(project=project.pk)
    if not (may_be_deleted and rules.can_change(viewer, project)):
        tasks = tasks.present()
    related = ("lane", "milestone", "created_by", "deleted_by", "action_item__meeting")
    unread = ("action_item__meeting__notes", "action_item__meeting__html")
    task = get_object_or_404(tasks.select_related(*related).defer(*unread), **which)
    task.project = project
    return task


def task_to_change(
    viewer: Any, rule: Rule = rules.can_change, *, may_be_deleted: bool = False, **which: Any
) -> Task:
    task = task_to_read(viewer, may_be_deleted=may_be_deleted, **which)
    require(rule(viewer, task.project))
    return task


def task_to_take_on(viewer: Any, **which: Any) -> Task:
    return task_to_change(viewer, rules.can_take_on, **which)


def task_to_comment_on(viewer: Any, **which: Any) -> Task:
    return task_to_change(viewer, rules.can_comment, **which)


def comment_of(
    viewer: Any, pk: int, rule: Callable[[Any, TaskComment], Verdict], **of: Any
) -> TaskComment:
    there = TaskComment.objects.visible_to(viewer).select_related("author", "task")
    comment = get_object_or_404(there, pk=pk, **of)
    comment.task.project = board_to_read(viewer, comment.task.project_id)
    require(rule(viewer, comment))
    return comment


def item_to_change(viewer: Any, pk: int, **of: Any) -> ChecklistItem:
    seen = Task.objects.visible_to(viewer)
    item = get_object_or_404(
        ChecklistItem.objects.select_related("task"), pk=pk, task__in=seen, **of
    )
    item.task.project = board_to_change(viewer, item.task.project_id)
    return item


def lane_of(project: Project, pk: int) -> Lane:
    lane = get_object_or_404(Lane, pk=pk, project=project.pk)
    lane.project = project
    return lane


def label_of(project: Project, pk: int) -> Label:
    label = get_object_or_404(Label, pk=pk, project=project.pk)
    label.project = project
    return label


def milestone_of(project: Project, pk: int) -> Milestone:
    milestone = get_object_or_404(Milestone.objects.with_progress(), pk=pk, project=project.pk)
    milestone.project = project
    return milestone


def person_in(project: Project, handle: str) -> User:
    """Somebody who works in it, by handle."""
    working = Collaborator.objects.working().filter(project=project.pk).select_related("user")
    return get_object_or_404(working, user__handle__iexact=handle).user


def assignee_of(task: Task, handle: str) -> User:
    theirs = task.assignees.select_related("user")
    return get_object_or_404(theirs, user__handle__iexact=handle).user


def _home_of(which: dict[str, Any]) -> int:
    return int(get_object_or_404(Task.objects.only("project_id"), **which).project_id)
