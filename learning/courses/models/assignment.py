from datetime import timedelta
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from core import markdown
from core.errors import StaleVersion
from learning.courses.assignments.rubric import LONGEST_TITLE, levels_of
from learning.courses.errors import HasQuestions
from learning.courses.gating import midnight
from learning.courses.models.gated import LONGEST
from learning.courses.models.lesson import Lesson
from learning.courses.models.lesson_part import LessonPart, LessonPartQuerySet

MOST_REVIEWS, USUAL_REVIEWS, USUAL_PASS_MARK = 10, 3, 60


class Judged(models.TextChoices):
    """Who says whether a work passes."""

    TEACHERS = "teachers", _("Those who teach the course")
    PEERS = "peers", _("Learners review each other")
    BOTH = "both", _("Learners review each other, and those who teach have the last word")


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def put(self, lesson: Lesson, *, version: int, **said: Any) -> "Assignment":
        """Say what a lesson asks for; ``version`` is 0 where nothing was said before.

        Raises IsRemoved, StaleVersion, HasQuestions.
        """
        with transaction.atomic():
            lesson = lesson.held()
            if lesson.questions.exists():
                raise HasQuestions
            found = self.filter(lesson=lesson).first() or Assignment(lesson=lesson, version=0)
            if found.version != version:
                raise StaleVersion
            found.version += 1
            for name, value in said.items():
                setattr(found, name, value)
            found.save()
            lesson.course.note_outline()
        return found


class Assignment(models.Model):
    """What a lesson asks its learners to hand in, as those who teach write it."""

    lesson = models.OneToOneField(Lesson, models.CASCADE, related_name="assignment")
    text = models.TextField(max_length=20_000)
    solution = models.TextField(max_length=20_000, blank=True)  # for whoever has passed
    judged = models.CharField(max_length=8, choices=Judged.choices, default=Judged.PEERS)
    # By so many a work is reviewed, and so many each reviews, where learners do.
    reviews = models.PositiveSmallIntegerField(
        default=USUAL_REVIEWS, validators=[MinValueValidator(1), MaxValueValidator(MOST_REVIEWS)]
    )
    gives = models.PositiveSmallIntegerField(
        default=USUAL_REVIEWS, validators=[MaxValueValidator(MOST_REVIEWS)]
    )
    pass_mark = models.PositiveSmallIntegerField(
        default=USUAL_PASS_MARK, validators=[MaxValueValidator(100)]
    )
    # When it is due: days after its lesson opens, or the end of a day of a cohort's course.
    days = models.PositiveSmallIntegerField(
        null=True, validators=[MinValueValidator(1), MaxValueValidator(LONGEST)]
    )
    due_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar = AssignmentQuerySet.as_manager()

    def __str__(self) -> str:
        return f"of {self.lesson_id}"

    @property
    def frozen(self) -> dict[str, Any] | None:
        """As an edition keeps it; None as long as no criterion says what it is judged by."""
        criteria = [one.frozen for one in self.lesson.criteria.in_order()]
        if not criteria:
            return None
        course = self.lesson.course
        due = None
        if course.is_for_a_cohort and self.due_on:
            due = midnight(self.due_on + timedelta(days=1), course.zone).isoformat()
        return {
            "text": self.text,
            "html": markdown.parse(self.text).html(),
            "solution": markdown.parse(self.solution).html() if self.solution else "",
            "criteria": criteria,
            "days": None if course.is_for_a_cohort else self.days,
            "due_at": due,
        } | {name: getattr(self, name) for name in ("judged", "reviews", "gives", "pass_mark")}

    def remove(self) -> None:
        """With its criteria. Works that were begun go on with what their edition keeps."""
        with transaction.atomic():
            lesson = self.lesson.held()
            lesson.criteria.all().delete()
            Assignment.objects.filter(pk=self.pk).delete()
            lesson.course.note_outline()


SAID = ("text", "solution", "judged", "reviews", "gives", "pass_mark", "days", "due_on")


class Criterion(LessonPart):
    """One thing that a work is looked at for, and what each level of it takes."""

    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="criteria")
    title = models.CharField(_("criterion"), max_length=LONGEST_TITLE)
    text = models.TextField(max_length=2000, blank=True)
    typed = models.TextField(max_length=4000)  # its levels, as `levels_of` reads them

    objects: ClassVar = LessonPartQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["lesson", "position"], name="criterion_in_lesson")]

    def __str__(self) -> str:
        return self.title

    @property
    def frozen(self) -> dict[str, Any]:
        html = markdown.parse(self.text).html() if self.text else ""
        return {
            "id": self.pk,
            "title": self.title,
            "html": html,
            "levels": levels_of(self.typed),
        }

    def say(  # type: ignore[override] # what a criterion says
        self, *, title: str, typed: str, text: str = ""
    ) -> None:
        """Raises ValidationError."""
        levels_of(typed)
        self.title, self.typed, self.text = title, typed, text
        self.save()
