from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from core.events import publish
from projects.models.collaborator import Collaborator
from projects.tasks.errors import NotInTheProject
from projects.tasks.events import TaskAssigned, TaskReleased
from projects.tasks.models.change import Field, TaskChange

if TYPE_CHECKING:
    from accounts.models import User
    from projects.tasks.models.task import Task


class AssigneeQuerySet(models.QuerySet["Assignee"]):
    def for_display(self) -> Self:
        return self.select_related("user").order_by("pk")

    def of(self, user: Any) -> Self:
        return self.filter(user_id=user.pk or 0)

    def give(self, task: "Task", user: "User", *, by: "User") -> None:
        """Of a locked task. Given twice, it is theirs once. Raises NotInTheProject."""
        working = Collaborator.objects.working().of(user)
        if not working.filter(project=task.project_id).exists():
            raise NotInTheProject
        _given, made = self.get_or_create(task=task, user=user, defaults={"by": by})
        if made:
            TaskChange.objects.note(task, Field.ASSIGNED, by=by, who=user)
            publish(TaskAssigned(task.pk, user.pk, by.pk))

    def release(self, task: "Task", user: "User", *, by: "User") -> None:
        """Of a locked task."""
        gone, _what = self.filter(task=task, user=user).delete()
        if gone:
            TaskChange.objects.note(task, Field.RELEASED, by=by, who=user)
            publish(TaskReleased(task.pk, user.pk))


class Assignee(models.Model):
    """Somebody who has taken a task on, or was given it."""

    task = models.ForeignKey("projects.Task", models.CASCADE, related_name="assignees")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="assignments")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = AssigneeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "user"], name="assigned_once")]

    def __str__(self) -> str:
        return f"{self.user_id} on {self.task_id}"
