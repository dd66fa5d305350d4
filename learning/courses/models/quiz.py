from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from core import markdown
from learning.courses.errors import HasAssignment
from learning.courses.models.lesson import Lesson
from learning.courses.models.lesson_part import LessonPart, LessonPartQuerySet
from learning.courses.quizzes.kinds import QuestionKind, key_of


class Question(LessonPart):
    """One of a lesson's questions, as those who teach write it."""

    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="questions")
    kind = models.CharField(max_length=10, choices=QuestionKind.choices)
    text = models.TextField(_("question"), max_length=2000)
    typed = models.TextField(max_length=4000)  # what is right, as `key_of` reads it
    explanation = models.TextField(max_length=2000, blank=True)

    objects: ClassVar = LessonPartQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["lesson", "position"], name="question_in_lesson")]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def frozen(self) -> dict[str, Any]:
        """As an edition keeps it."""
        said = {"id": self.pk, "kind": self.kind, "html": markdown.parse(self.text).html()}
        explained = markdown.parse(self.explanation).html() if self.explanation else ""
        return said | {"explanation": explained} | key_of(self.kind, self.typed)

    @classmethod
    def ensure_fits(cls, lesson: Lesson) -> None:
        if lesson.has_assignment:
            raise HasAssignment

    def say(  # type: ignore[override] # what a question says
        self, *, kind: str, text: str, typed: str, explanation: str = ""
    ) -> None:
        """Raises ValidationError."""
        key_of(kind, typed)
        self.kind, self.text, self.typed, self.explanation = kind, text, typed, explanation
        self.save()
