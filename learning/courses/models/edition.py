from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.utils import timezone

from core.models import UploadUse
from learning.courses import texts
from learning.courses.errors import NothingNew, NothingToPublish
from learning.courses.gating import Gate, gates
from learning.courses.models.course import Course
from learning.courses.models.lesson import HEAVY, SAID, Lesson, Said
from learning.courses.models.module import Module

if TYPE_CHECKING:
    from accounts.models import User


class EditionQuerySet(models.QuerySet["Edition"]):
    def bring_out(self, course: Course, *, by: "User") -> "Edition":
        """Of a locked course, keep what its lessons say now.

        Raises NothingToPublish, NothingNew.
        """
        if course.is_published and not course.has_news:
            raise NothingNew
        lessons = _in_reading_order(course)
        if not lessons:
            raise NothingToPublish
        edition = self.create(
            course=course,
            number=course.edition + 1,
            published_by=by,
            lesson_count=len(lessons),
            minutes=sum(lesson.minutes for lesson in lessons),
        )
        free = course.is_open and not course.requires.exists()
        for position, (lesson, gate) in enumerate(
            zip(lessons, gates(course, lessons), strict=True)
        ):
            EditionLesson.objects.keep(edition, lesson, position, gate, is_open=free)
        return edition


class Edition(models.Model):
    """A course as it was published once: whoever learns from it is not disturbed by later edits."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField()
    lesson_count = models.PositiveIntegerField()
    minutes = models.PositiveIntegerField()
    published_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="editions"
    )

    objects: ClassVar = EditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="edition_number_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.course_id}, edition {self.number}"


class EditionLessonQuerySet(models.QuerySet["EditionLesson"]):
    def of(self, course: Course, number: int) -> Self:
        return self.filter(edition__course=course, edition__number=number).order_by("position")

    def for_outline(self) -> Self:
        return self.defer(*HEAVY, "quiz", "assignment")

    def keep(
        self, edition: Edition, lesson: Lesson, position: int, gate: Gate, *, is_open: bool
    ) -> "EditionLesson":
        kept = self.create(
            edition=edition,
            lesson=lesson,
            module=lesson.module,
            module_title=lesson.module.title,
            position=position,
            is_open=is_open and gate.is_free,
            needs=gate.needs,
            opens_after=gate.opens_after,
            opens_at=gate.opens_at,
            quiz=lesson.frozen_quiz,
            assignment=lesson.frozen_assignment,
            **{name: getattr(lesson, name) for name in SAID},
        )
        texts.keep_files_of(Lesson.kind_of_text, lesson.pk, EditionLesson.kind_of_text, kept.pk)
        return kept


class EditionLesson(Said):
    """One lesson as it stands in an edition. It is not changed again."""

    kind_of_text = "edition_lesson"

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="lessons")
    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="editions")
    module = models.ForeignKey(Module, models.CASCADE, related_name="+")
    module_title = models.CharField(max_length=120)
    position = models.PositiveIntegerField()  # in the whole course
    is_open = models.BooleanField(default=False)  # to whoever may read the course
    # When it opens to who has begun: see `learning/courses/gating.py`.
    needs = ArrayField(models.BigIntegerField(), default=list)
    opens_after = models.PositiveSmallIntegerField(null=True)
    opens_at = models.DateTimeField(null=True)
    # Its questions with what is right; what a learner is shown of them: `quizzes/shown.py`.
    quiz: "models.JSONField[Any, Any]" = models.JSONField(null=True)
    # What is to be handed in, and the rubric that it is judged by: `Assignment.frozen`.
    assignment: "models.JSONField[Any, Any]" = models.JSONField(null=True)

    objects: ClassVar = EditionLessonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "lesson"], name="lesson_once_in_edition"),
        ]
        indexes = [models.Index(fields=["edition", "position"], name="lesson_in_edition")]

    @property
    def number(self) -> int:
        return self.lesson_id

    def render_anew(self) -> None:
        """Its words stay; a file that it showed is no more."""
        with transaction.atomic():
            found: Any = EditionLesson.objects.select_related("lesson__course__community")
            kept = found.get(pk=self.pk)
            written = texts.compose_anew(kept.parts, kept)
            html = texts.within(kept.lesson, written)
            EditionLesson.objects.filter(pk=self.pk).update(html=html, gist=written.gist)

    def shows(self, upload: Any) -> bool:
        uses = UploadUse.objects.of(self.kind_of_text, [self.pk])
        return uses.filter(upload=upload).exists()


def _in_reading_order(course: Course) -> list[Lesson]:
    lessons = Lesson.objects.filter(course=course, module__removed_at=None).present()
    ordered = lessons.order_by("module__position", "module", "position", "pk")
    found = list(ordered.select_related("module", "assignment"))
    for lesson in found:
        lesson.course = course
    return found
