"""What falls due in projects: tasks, for those who have them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from notifications import reminders
from notifications.reminders import DAY, HOUR
from projects.models import Task
from projects.tasks.models.task import OVERDUE
from projects.tasks.notices import TaskNews, assignees_of
from projects.tasks.wording import due_in_words


class TaskReminder(reminders.Due, TaskNews):
    def find(self, pks: Iterable[int]) -> Mapping[int, Task]:
        found: dict[int, Any] = Task.objects.present().for_page().in_bulk(pks)
        for task in found.values():
            task.by = None
        return found

    def who(self, thing: Task) -> QuerySet[User]:
        return assignees_of(thing)

    def things_of(self, user: User) -> Iterable[int]:
        mine = Task.objects.open().of_person(user)
        return mine.filter(due__isnull=False).values_list("pk", flat=True)

    def excerpt(self, thing: Task) -> str:
        return due_in_words(thing)

    def _is_to_be_done(self, task: Task) -> bool:
        return not task.is_done and not task.project.is_closed


@reminders.on("task")
class YourTaskIsDue(TaskReminder):
    """A day and an hour ahead; of one that has no hour, a day ahead and on the morning of it."""

    name_of_kind = _("Tasks that are yours")
    label = _("A task of yours is due")
    why = _("You get this because this task is yours.")
    usual = (DAY, HOUR)
    choices = (7 * DAY, 2 * DAY, DAY, HOUR, 0)

    def moment(self, thing: Task) -> datetime | date | None:
        return (thing.due_at or thing.due) if self._is_to_be_done(thing) else None


@reminders.on(OVERDUE)
class YourTaskIsLate(TaskReminder):
    """Once, on the morning of the day after, or a day after its hour."""

    name_of_kind = _("Tasks of yours that are late")
    label = _("A task of yours was due")
    why = _("You get this because this task is yours.")

    def moment(self, thing: Task) -> datetime | date | None:
        due = (thing.due_at or thing.due) if self._is_to_be_done(thing) else None
        return due + timedelta(days=1) if due else None
