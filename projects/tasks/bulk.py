"""The same done to many tasks of one project at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from projects.models import Project
from projects.tasks.dues import Due
from projects.tasks.errors import ProjectIsClosed
from projects.tasks.models import Assignee, Label, Lane, Milestone, Task
from projects.tasks.models.change import Field
from projects.tasks.places import BOTTOM

if TYPE_CHECKING:
    from accounts.models import User

MOST = 200


@dataclass(frozen=True)
class Wish:
    """What is to become of them; what is None stays."""

    lane: Lane | None = None
    give: "User | None" = None
    release: "User | None" = None
    label: str = ""
    unlabel: str = ""
    priority: int | None = None
    due: Due | None = None  # one without a day takes the day away
    milestone: Milestone | None = None
    no_milestone: bool = False
    delete: bool = False


def change_many(project: Project, pks: Sequence[int], wish: Wish, *, by: "User") -> int:
    """All or none. How many there were: those that were deleted meanwhile are left out.

    Raises LaneIsGone, NotInTheProject, ProjectIsClosed.
    """
    with transaction.atomic():
        lane = Lane.objects.hold(wish.lane.pk) if wish.lane else None
        if Project.objects.get(pk=project.pk).is_closed:
            raise ProjectIsClosed
        there = Task.objects.present().filter(project=project.pk, pk__in=list(pks)[:MOST])
        locked = list(there.order_by("pk").select_for_update(no_key=True).values_list("pk"))
        tasks = Task.objects.present().filter(pk__in=[pk for (pk,) in locked]).for_page()
        for task in tasks.order_by("lane__position", "order"):
            if wish.delete:
                task.delete_softly(by=by)
            else:
                _change(task, lane, wish, by=by)
    return len(locked)


def _change(task: Task, lane: Lane | None, wish: Wish, *, by: "User") -> None:
    if wish.give:
        Assignee.objects.give(task, wish.give, by=by)
    if wish.release:
        Assignee.objects.release(task, wish.release, by=by)
    if wish.label or wish.unlabel:
        names = {label.name for label in Label.objects.filter(tasks=task)} | {wish.label}
        task.put_labels(names - {wish.unlabel}, by=by)
    if wish.priority is not None:
        task.put_priority(wish.priority, by=by)
    if wish.due is not None:
        task.put_due(wish.due, by=by)
    if wish.milestone or wish.no_milestone:
        task.put(Field.MILESTONE, "milestone", wish.milestone, by=by)
    if lane and lane.pk != task.lane_id:
        task.put_into(lane, BOTTOM, by=by)
    task.settle()
