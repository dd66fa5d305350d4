"""What somebody has to do across projects, by when it is due."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from projects.models import Task
from projects.tasks.models.task import TaskQuerySet

MOST = 200
LATE, TODAY, WEEK, LATER, NEVER = "late", "today", "week", "later", "never"
TITLES: dict[str, str | Promise] = {
    LATE: _("Overdue"),
    TODAY: _("Today"),
    WEEK: _("In the next seven days"),
    LATER: _("Later"),
    NEVER: _("Without a day"),
}


@dataclass(frozen=True)
class Heap:
    key: str
    tasks: list[Task]

    @property
    def title(self) -> str | Promise:
        return TITLES[self.key]


def work_of(user: Any) -> TaskQuerySet:
    """Their open tasks in projects that they can see, but for those of closed ones."""
    mine = Task.objects.visible_to(user).open().of_person(user)
    work: TaskQuerySet = mine.exclude(project__status="closed")
    return work


def heaps_of(user: Any) -> list[Heap]:
    heaps: dict[str, list[Task]] = {key: [] for key in TITLES}
    for task in work_of(user).for_list().by_due()[:MOST]:
        heaps[when(task)].append(task)
    return [Heap(key, tasks) for key, tasks in heaps.items() if tasks]


def when(task: Task) -> str:
    if task.due is None:
        return NEVER
    if task.is_late:
        return LATE
    today = timezone.localdate()
    day = timezone.localdate(task.due_at) if task.due_at else task.due
    if day == today:
        return TODAY
    return WEEK if day <= today + timedelta(days=7) else LATER


def pressing(user: Any, most: int) -> list[Task]:
    """Those late or due today, for the front page, in one query."""
    late_or_today = work_of(user).filter(due__lte=timezone.localdate())
    return list(late_or_today.select_related("project__community", "lane").by_due()[:most])
