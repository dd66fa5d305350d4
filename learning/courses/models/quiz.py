from typing import Any, ClassVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from core import markdown
from core.versions import ensure_current
from learning.courses.models.lesson import Lesson
from learning.courses.models.ordered import OrderedQuerySet, stepped
from learning.courses.quizzes.kinds import QuestionKind, key_of


class QuestionQuerySet(OrderedQuerySet):
    def add(self, lesson: Lesson, **said: Any) -> "Question":
        """As the last of its lesson. Raises IsRemoved, ValidationError."""
        with transaction.atomic():
            lesson = lesson.held()
            position = Question.objects.filter(lesson=lesson).next_position()
            question = Question(lesson=lesson, position=position)
            question.say(**said)
            lesson.course.note_outline()
        return question


class Question(models.Model):
    """One of a lesson's questions, as those who teach write it."""

    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="questions")
    position = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=10, choices=QuestionKind.choices)
    text = models.TextField(_("question"), max_length=2000)
    typed = models.TextField(max_length=4000)  # what is right, as `key_of` reads it
    explanation = models.TextField(max_length=2000, blank=True)
    removed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar = QuestionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["lesson", "position"], name="question_in_lesson")]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def course(self) -> Any:
        return self.lesson.course

    @property
    def community(self) -> Any:
        return self.lesson.course.community

    @property
    def frozen(self) -> dict[str, Any]:
        """As an edition keeps it."""
        said = {"id": self.pk, "kind": self.kind, "html": markdown.parse(self.text).html()}
        explained = markdown.parse(self.explanation).html() if self.explanation else ""
        return said | {"explanation": explained} | key_of(self.kind, self.typed)

    def say(self, *, kind: str, text: str, typed: str, explanation: str = "") -> None:
        """Raises ValidationError."""
        key_of(kind, typed)
        self.kind, self.text, self.typed, self.explanation = kind, text, typed, explanation
        self.save()

    def edit(self, *, version: int, **said: Any) -> None:
        """Readers see it with the next edition. Raises StaleVersion, IsRemoved, ValidationError."""
        with transaction.atomic():
            lesson = self.lesson.held()
            question = Question.objects.get(pk=self.pk)
            ensure_current(question, version)
            question.version += 1
            question.say(**said)
            lesson.course.note_outline()
        self.refresh_from_db()

    def step(self, by_one: int) -> None:
        with transaction.atomic():
            lesson = self.lesson.held()
            questions = lesson.questions.in_order()
            questions.put_in_order(stepped(list(questions), self, by_one))
            lesson.course.note_outline()

    def remove(self) -> None:
        """Attempts are judged by what their edition keeps, and miss nothing."""
        with transaction.atomic():
            lesson = self.lesson.held()
            Question.objects.filter(pk=self.pk).delete()
            lesson.course.note_outline()
