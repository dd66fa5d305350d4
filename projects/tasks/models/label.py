from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models.user import Dye
from projects.tasks.models.lane import ensure_free

if TYPE_CHECKING:
    from projects.models import Project

MOST_LABELS = 8  # on one task


class LabelQuerySet(models.QuerySet["Label"]):
    def in_order(self) -> Self:
        return self.order_by("name", "pk")

    def named(self, project: "Project", names: Iterable[str]) -> "list[Label]":
        """These of the project, making those that are new, each in a colour of its own."""
        wanted = sorted({" ".join(name.split()).lower() for name in names} - {""})
        known = self.filter(project=project, name__in=wanted).count() if wanted else 0
        if known < len(wanted):
            had = self.filter(project=project).count()
            rows = [
                Label(project=project, name=name, dye=Dye.nth(had + number))
                for number, name in enumerate(wanted)
            ]
            Label.objects.bulk_create(rows, ignore_conflicts=True)
        return list(self.filter(project=project, name__in=wanted).in_order()) if wanted else []


class Label(models.Model):
    """A word of one project for its tasks, in a colour of the dye chart. Using it makes it."""

    project = models.ForeignKey("projects.Project", models.CASCADE, related_name="labels")
    name = models.CharField(_("name"), max_length=30)
    dye = models.CharField(max_length=12, choices=Dye.choices)

    objects: ClassVar = LabelQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "name"], name="label_name_unique"),
        ]

    def __str__(self) -> str:
        return self.name

    def rename(self, name: str, *, dye: str) -> None:
        """Raises NameTaken."""
        name = " ".join(name.split()).lower()
        with transaction.atomic():
            type(self.project).objects.lock(self.project_id)
            ensure_free(Label.objects.filter(project=self.project_id).exclude(pk=self.pk), name)
            Label.objects.filter(pk=self.pk).update(name=name, dye=dye)
        self.name, self.dye = name, dye
