from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models, transaction
from django.utils.dateparse import parse_datetime

from learning.courses.gating import midnight
from learning.courses.models.lesson import Lesson
from notifications import reminders

if TYPE_CHECKING:
    from learning.courses.models.run import Run


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    def lay_out(self, run: "Run") -> None:
        """Of a locked run: when the works of its edition are due, as far as that is known by now.

        What was put off for one learner stays so.
        """
        wanted = dict(_moments(run))
        for deadline in self.filter(run=run).exclude(lesson__in=wanted).order_by("pk"):
            target = deadline.target
            deadline.delete()
            reminders.arrange(target)
        found = {one.lesson_id: one for one in self.filter(run=run)}
        for number, at in wanted.items():
            known = found.get(number)
            if known is None:
                self.create(run=run, lesson_id=number, at=at).arrange()
            elif known.at != at and not known.is_put_off:
                self.filter(pk=known.pk).update(at=at)
                known.arrange()

    def arrange(self, run: "Run", number: int | None = None) -> None:
        """It was handed in, left or finished: whether its learner is reminded may have changed."""
        of_run = self.filter(run=run)
        for deadline in of_run.filter(lesson=number) if number else of_run.order_by("pk"):
            deadline.arrange()

    def put_off(self, run: "Run", number: int, until: date) -> "Deadline":
        """For one learner, until this day ends by the clocks of the course. Raises NotEnrolled."""
        with transaction.atomic():
            run.held()
            at = midnight(until + timedelta(days=1), run.course.zone)
            said = {"at": at, "is_put_off": True}
            made, _is_new = self.update_or_create(run=run, lesson_id=number, defaults=said)
            made.arrange()
        return made


class Deadline(models.Model):
    """Until when somebody hands in their work for a lesson; what comes later is taken as well."""

    run = models.ForeignKey("learning.Run", models.CASCADE, related_name="deadlines")
    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    is_put_off = models.BooleanField(default=False)  # for this learner, by those who teach

    objects: ClassVar = DeadlineQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "lesson"], name="due_once")]

    def __str__(self) -> str:
        return f"{self.run_id} for {self.lesson_id} at {self.at}"

    @property
    def target(self) -> str:
        """Its name for the engine of reminders."""
        return f"assignment:{self.pk}"

    def arrange(self) -> None:
        reminders.arrange(self.target)


def _moments(run: "Run") -> Iterator[tuple[int, datetime]]:
    asking = run.edition.lessons.exclude(assignment=None)
    lessons: list[Any] = [
        one
        for one in asking.only("lesson", "assignment", "needs", "opens_after", "opens_at")
        if one.assignment["days"] or one.assignment["due_at"]
    ]
    done = dict(run.done.values_list("lesson", "done_at")) if lessons else {}
    for lesson in lessons:
        if due := parse_datetime(lesson.assignment["due_at"] or ""):
            yield lesson.number, due
        elif all(number in done for number in lesson.needs):
            opened = [run.begun_at + timedelta(days=lesson.opens_after or 0)]
            opened += [done[number] for number in lesson.needs]
            opened += [lesson.opens_at] if lesson.opens_at else []
            yield lesson.number, max(opened) + timedelta(days=lesson.assignment["days"])
