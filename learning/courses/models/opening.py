from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils import timezone

from notifications import reminders

if TYPE_CHECKING:
    from learning.courses.models.run import Run


class OpeningQuerySet(models.QuerySet["Opening"]):
    def lay_out(self, run: "Run") -> None:
        """Of a locked run: the moments at which lessons of its edition open, from now on."""
        wanted = {at for at in _moments(run) if at > timezone.now()}
        gone = self.filter(run=run).exclude(at__in=wanted)
        keys = [opening.target for opening in gone]
        gone.delete()
        self.bulk_create([self.model(run=run, at=at) for at in wanted], ignore_conflicts=True)
        self.arrange(run)
        for key in keys:
            reminders.arrange(key)

    def arrange(self, run: "Run") -> None:
        """It was begun, left or finished: whether its learner is reminded may have changed."""
        for opening in self.filter(run=run, at__gt=timezone.now()).order_by("pk"):
            reminders.arrange(opening.target)


class Opening(models.Model):
    """A moment at which lessons open in a run, of which its learner is reminded."""

    run = models.ForeignKey("learning.Run", models.CASCADE, related_name="openings")
    at = models.DateTimeField()

    objects: ClassVar = OpeningQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "at"], name="opens_once")]

    def __str__(self) -> str:
        return f"{self.run_id} at {self.at}"

    @property
    def target(self) -> str:
        """Its name for the engine of reminders."""
        return f"course_opening:{self.pk}"


def _moments(run: "Run") -> list[datetime]:
    """For each lesson that opens at its time, when both its reasons have come."""
    found = []
    for opens_at, after in run.edition.lessons.values_list("opens_at", "opens_after"):
        moments = [opens_at] if opens_at else []
        if after is not None:
            moments.append(run.begun_at + timedelta(days=after))
        found += [max(moments)] if moments else []
    return found
