from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError
from projects.tasks.models.change import Field, TaskChange
from projects.tasks.models.task import Task

if TYPE_CHECKING:
    from accounts.models import User

MOST_ITEMS = 100


class ChecklistItemQuerySet(models.QuerySet["ChecklistItem"]):
    def add(self, task: Task, text: str, *, by: "User") -> "ChecklistItem":
        with transaction.atomic():
            locked = Task.objects.lock(task.pk)
            if locked.item_count >= MOST_ITEMS:
                raise DomainError(_("A checklist has a hundred steps at most. Make it two tasks."))
            item = self.create(task=locked, text=text)
            TaskChange.objects.note(locked, Field.STEP_ADDED, by=by, now=text)
            locked.count_items()
        return item


class ChecklistItem(models.Model):
    """A step of a task that can be ticked off; written under the task's lock."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="items")
    text = models.CharField(max_length=300)
    is_done = models.BooleanField(default=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True)

    objects: ClassVar = ChecklistItemQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text

    def tick(self, *, by: "User", is_done: bool) -> None:
        """Say that it is done, or that it is not; said twice it is noted once."""
        with transaction.atomic():
            task = Task.objects.lock(self.task_id)
            done = {"done_by": by, "done_at": timezone.now()} if is_done else {}
            rows = ChecklistItem.objects.filter(pk=self.pk, is_done=not is_done)
            changed = {"done_by": None, "done_at": None} | done
            if rows.update(is_done=is_done, **changed):
                field = Field.CHECKED if is_done else Field.UNCHECKED
                TaskChange.objects.note(task, field, by=by, now=self.text)
                task.count_items()
        self.is_done = is_done

    def remove(self, *, by: "User") -> None:
        """Removed twice it is noted once."""
        with transaction.atomic():
            task = Task.objects.lock(self.task_id)
            if ChecklistItem.objects.filter(pk=self.pk).delete()[0]:
                TaskChange.objects.note(task, Field.STEP_REMOVED, by=by, was=self.text)
                task.count_items()
