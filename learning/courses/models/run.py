from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models, transaction
from django.db.models import OuterRef
from django.utils import timezone

from core.events import publish
from learning.courses.errors import (
    NotEarned,
    NotEnrolled,
    NotInThisEdition,
    NotPassed,
    NotReady,
    WrongState,
)
from learning.courses.events import CourseFinished, RunBegun
from learning.courses.models.attempt import Attempt
from learning.courses.models.course import Course
from learning.courses.models.deadline import Deadline
from learning.courses.models.edition import Edition
from learning.courses.models.lesson import Lesson
from learning.courses.models.opening import Opening
from learning.courses.models.work import Work
from notifications import reminders

if TYPE_CHECKING:
    from accounts.models import User


LONGEST_VIDEO = 24 * 60 * 60  # in seconds


class RunQuerySet(models.QuerySet["Run"]):
    def active(self) -> Self:
        """Without those who have left."""
        return self.filter(left_at=None)

    def unfinished(self) -> Self:
        return self.active().filter(finished_at=None)

    def finished(self) -> Self:
        """Also of somebody who left afterwards: it is done."""
        return self.filter(finished_at__isnull=False)

    def of(self, user: Any) -> Self:
        return self.filter(user_id=user.pk or 0)

    def readable_by(self, viewer: Any) -> Self:
        """In courses that the viewer may still read."""
        return self.filter(course__in=Course.objects.visible_to(viewer))

    def with_done(self) -> Self:
        """With the numbers of the lessons that are done, of those in its edition."""
        done = Done.objects.filter(
            run=OuterRef("pk"), lesson__editions__edition=OuterRef("edition")
        )
        numbers = ArraySubquery(done.order_by("pk").values("lesson"))
        return self.select_related("edition").annotate(done_numbers=numbers)

    def for_list(self) -> Self:
        """The one that was gone on with last first."""
        related = self.select_related("course__community").defer("course__text", "course__html")
        return related.with_done().order_by("-went_on_at", "-pk")

    def enrol(self, course: Course, *, by: "User") -> "Run":
        """Begin a course, or go on with one that was left; once begun, nothing changes.

        Raises WrongState, NotReady.
        """
        with transaction.atomic():
            course = Course.objects.lock(course.pk)
            if not course.is_published:
                raise WrongState
            if course.missing_for(by).exists():
                raise NotReady
            edition = Edition.objects.get(course=course, number=course.edition)
            run, is_new = self.get_or_create(course=course, user=by, defaults={"edition": edition})
            if is_new or run.left_at:
                run.left_at, run.went_on_at = None, timezone.now()
                run.save(update_fields=["left_at", "went_on_at"])
                run.lay_out()
                publish(RunBegun(run.pk))
        return run


class Run(models.Model):
    """Somebody's way through a course, from one edition of it: what later ones change does not
    disturb them. All that becomes of it happens under its lock."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="runs")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="runs")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="runs")
    begun_at = models.DateTimeField(default=timezone.now)
    went_on_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)  # for the first time; nothing undoes it
    left_at = models.DateTimeField(null=True)

    done_numbers: list[int]  # annotated by `with_done`

    objects: ClassVar = RunQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "user"], name="runs_once"),
        ]
        indexes = [models.Index(fields=["user", "-went_on_at", "-id"], name="run_of_user")]

    def __str__(self) -> str:
        return f"{self.user_id} through {self.course_id}"

    @property
    def target(self) -> str:
        """Its name for the engine of reminders."""
        return f"course_run:{self.pk}"

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None

    def mark(self, number: int) -> None:
        """Note that a lesson is done; twice is the same as once.

        Raises NotEnrolled, NotInThisEdition, NotPassed, NotEarned.
        """
        with transaction.atomic():
            run = self.held()
            lesson = run.edition.lessons.filter(lesson=number).first()
            if lesson is None:
                raise NotInThisEdition
            if lesson.quiz and not Attempt.objects.at(run, number).passed().exists():
                raise NotPassed
            if lesson.assignment and not Work.objects.at(run, number).earned().exists():
                raise NotEarned
            Done.objects.bulk_create([Done(run=run, lesson_id=number)], ignore_conflicts=True)
            run.went_on_at = timezone.now()
            left = run.edition.lessons.exclude(lesson__in=run.done.values("lesson"))
            if run.finished_at is None and not left.exists():
                run.finished_at = timezone.now()
                publish(CourseFinished(run.pk))
            run.save(update_fields=["went_on_at", "finished_at"])
            if run.finished_at:
                Opening.objects.arrange(run)
            Deadline.objects.lay_out(run)
            reminders.arrange(run.target)
        self.refresh_from_db()

    def unmark(self, number: int) -> None:
        """It is not done after all. A course that was finished stays so. Raises NotEnrolled."""
        with transaction.atomic():
            self.held().done.filter(lesson=number).delete()

    def renew(self) -> None:
        """Go on with the last edition; what is done is done there too. Raises NotEnrolled."""
        with transaction.atomic():
            run = self.held()
            last = Edition.objects.filter(course=run.course_id).latest("number")
            run.edition, run.went_on_at = last, timezone.now()
            run.save(update_fields=["edition", "went_on_at"])
            run.lay_out()
        self.refresh_from_db()

    def stop_at(self, number: int, second: int) -> None:
        """Note where somebody stopped in the video of a lesson. Raises NotEnrolled."""
        with transaction.atomic():
            stop = Stop(run=self.held(), lesson_id=number, second=second)
            Stop.objects.bulk_create(
                [stop],
                update_conflicts=True,
                unique_fields=["run", "lesson"],
                update_fields=["second"],
            )

    def second_of(self, number: int) -> int:
        """Where its video is gone on with; 0: from the beginning."""
        stop = self.stops.filter(lesson=number).first()
        return stop.second if stop else 0

    def leave(self) -> None:
        """What is done is kept, for somebody who comes back. Twice is the same as once."""
        with transaction.atomic():
            if Run.objects.active().filter(pk=self.pk).update(left_at=timezone.now()):
                Opening.objects.arrange(self)
                Deadline.objects.arrange(self)
                reminders.arrange(self.target)

    def lay_out(self) -> None:
        """Of a locked one: what falls due in it, from now on."""
        Opening.objects.lay_out(self)
        Deadline.objects.lay_out(self)
        reminders.arrange(self.target)

    def held(self) -> "Run":
        """As it is under its lock. Raises NotEnrolled."""
        rows = Run.objects.select_for_update(of=("self",), no_key=True)
        run: Run = rows.select_related("edition").get(pk=self.pk)
        if run.left_at:
            raise NotEnrolled
        return run


class Done(models.Model):
    """A lesson is done in a run, whichever edition it was read in."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="done")
    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="+")
    done_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "lesson"], name="done_once"),
        ]

    def __str__(self) -> str:
        return f"{self.lesson_id} in {self.run_id}"


class Stop(models.Model):
    """Where somebody stopped in the video of a lesson; 0 once they have seen its end."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="stops")
    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="+")
    second = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "lesson"], name="stops_once"),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} in {self.lesson_id} at {self.second}"
