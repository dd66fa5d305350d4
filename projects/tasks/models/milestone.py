from datetime import date
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models, transaction
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from projects.tasks.models.lane import ensure_free

if TYPE_CHECKING:
    from projects.models import Project


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    def in_order(self) -> Self:
        """By their day; those that have none come last, as they were named."""
        return self.order_by(F("due").asc(nulls_last=True), "pk")

    def with_progress(self) -> Self:
        there = Q(tasks__deleted_at=None)
        return self.annotate(
            task_count=Count("tasks", filter=there),
            done_count=Count("tasks", filter=there & Q(tasks__done_at__isnull=False)),
        )

    def plan(self, project: "Project", name: str, due: date | None = None) -> "Milestone":
        """Raises NameTaken."""
        with transaction.atomic():
            locked = type(project).objects.lock(project.pk)
            ensure_free(self.filter(project=locked), name)
            return self.create(project=locked, name=name, due=due)


class Milestone(models.Model):
    """What a project means to have reached by a day, and the tasks that lead there."""

    project = models.ForeignKey("projects.Project", models.CASCADE, related_name="milestones")
    name = models.CharField(_("name"), max_length=80)
    due = models.DateField(null=True, blank=True)

    task_count: int  # annotated by `with_progress`
    done_count: int

    objects: ClassVar = MilestoneQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["project", "due"], name="milestone_order")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_reached(self) -> bool:
        return bool(self.task_count) and self.done_count == self.task_count

    @property
    def percent(self) -> int:
        return 100 * self.done_count // self.task_count if self.task_count else 0

    def edit(self, name: str, due: date | None) -> None:
        """Raises NameTaken."""
        with transaction.atomic():
            type(self.project).objects.lock(self.project_id)
            ensure_free(Milestone.objects.filter(project=self.project_id).exclude(pk=self.pk), name)
            Milestone.objects.filter(pk=self.pk).update(name=name, due=due)
        self.name, self.due = name, due
