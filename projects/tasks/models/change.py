from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import User
    from projects.tasks.models.task import Task


class Field(models.TextChoices):
    """What of a task can change, as its history names it."""

    ADDED = "added", _("Added it")
    TITLE = "title", _("Title")
    DESCRIPTION = "description", _("Description")
    LANE = "lane", _("Lane")
    PRIORITY = "priority", _("Priority")
    DUE = "due", _("Due")
    LABELS = "labels", _("Labels")
    MILESTONE = "milestone", _("Milestone")
    ASSIGNED = "assigned", _("Assigned")
    RELEASED = "released", _("Not assigned any more")
    STEP_ADDED = "step_added", _("Step added")
    STEP_REMOVED = "step_removed", _("Step removed")
    CHECKED = "checked", _("Ticked off")
    UNCHECKED = "unchecked", _("Not ticked off any more")
    DELETED = "deleted", _("Deleted it")
    RESTORED = "restored", _("Brought it back")


class TaskChangeQuerySet(models.QuerySet["TaskChange"]):
    def for_display(self) -> Self:
        return self.select_related("by", "who").order_by("-pk")

    def note(  # noqa: PLR0913 - who changed what, from what to what
        self,
        task: "Task",
        field: str,
        *,
        by: "User",
        was: Any = "",
        now: Any = "",
        who: "User | None" = None,
    ) -> "TaskChange":
        return self.create(
            task=task, field=field, by=by, was=str(was or ""), now=str(now or ""), who=who
        )


class TaskChange(models.Model):
    """Who changed what of a task, from what to what, in the words of that time."""

    task = models.ForeignKey("projects.Task", models.CASCADE, related_name="changes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    who = models.ForeignKey(  # whom it was given to, or who was relieved of it
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    field = models.CharField(max_length=12, choices=Field.choices)
    was = models.TextField(blank=True)
    now = models.TextField(blank=True)

    objects: ClassVar = TaskChangeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["task", "-id"], name="task_history")]

    def __str__(self) -> str:
        return f"{self.field} of {self.task_id}"
