"""A project's tasks in its lanes: of each the first, in a fixed number of queries."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OrderBy, Q, Window, prefetch_related_objects
from django.db.models.functions import RowNumber

from core.paging import Page, cursor, paginate
from projects.models import Lane, Project, Task
from projects.tasks.models.task import CARD

SHOWN, SHOWN_DONE, MOST = 50, 10, 500
BY_PLACE, LATEST = ("order", "id"), ("-done_at", "-id")


@dataclass(frozen=True)
class Column:
    lane: Lane
    tasks: list[Task]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.tasks)

    @property
    def next(self) -> str:
        """The cursor after which `rest_of` goes on."""
        return cursor(self.tasks[-1], order_of(self.lane))


def board_of(project: Project, shown: int = SHOWN) -> list[Column]:
    """``shown`` is how many of a lane the reader has before them already."""
    there = Count("tasks", filter=Q(tasks__deleted_at=None))
    lanes = list(Lane.objects.filter(project=project.pk).annotate(count=there).in_order())
    tasks = [
        *_first(project, min(max(shown, SHOWN), MOST), F("order").asc(), is_done=False),
        *_first(project, SHOWN_DONE, F("done_at").desc(), is_done=True),
    ]
    prefetch_related_objects(tasks, *CARD)
    columns = {lane.pk: Column(lane, [], lane.count) for lane in lanes}
    for task in tasks:
        if column := columns.get(task.lane_id):
            task.project, task.lane = project, column.lane
            column.tasks.append(task)
    return list(columns.values())


def rest_of(lane: Lane, *, after: str | None, size: int = SHOWN) -> Page[Task]:
    """The next of a lane's cards. Raises BadCursor."""
    cards = Task.objects.present().filter(lane=lane).for_card()
    page = paginate(cards, order_of(lane), after=after, size=size)
    for task in page:
        task.project, task.lane = lane.project, lane
    return page


def order_of(lane: Lane) -> tuple[str, ...]:
    return LATEST if lane.is_done else BY_PLACE


def _first(project: Project, most: int, order: OrderBy, *, is_done: bool) -> list[Task]:
    """The first of each lane of this kind."""
    rank = Window(RowNumber(), partition_by=F("lane"), order_by=[order, F("id").asc()])
    there = Task.objects.present().filter(project=project.pk, lane__is_done=is_done)
    ranked = there.defer("description", "html").annotate(rank=rank).filter(rank__lte=most)
    found: Any = ranked.order_by("lane", "rank")
    return list(found)
