from typing import Any

from django.db import models, transaction

from core.versions import ensure_current
from learning.courses.models.lesson import Lesson
from learning.courses.models.ordered import OrderedQuerySet, stepped


class LessonPartQuerySet(OrderedQuerySet):
    def add(self, lesson: Lesson, **said: Any) -> Any:
        """As the last of its lesson. Raises IsRemoved, ValidationError, and what the part does."""
        with transaction.atomic():
            lesson = lesson.held()
            self.model.ensure_fits(lesson)
            position = self.model.objects.filter(lesson=lesson).next_position()
            part = self.model(lesson=lesson, position=position)
            part.say(**said)
            lesson.course.note_outline()
        return part


class LessonPart(models.Model):
    """One of several that a lesson has in a row: a question of its quiz, a criterion of its rubric.

    Each has a ``lesson``. Readers see it with the next edition; what was begun with an earlier one
    is judged by what that keeps, and misses nothing.
    """

    position = models.PositiveIntegerField(default=0)
    removed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    @property
    def course(self) -> Any:
        return self.lesson.course  # type: ignore[attr-defined] # each of them has one

    @property
    def community(self) -> Any:
        return self.course.community

    @classmethod
    def ensure_fits(cls, lesson: Lesson) -> None:
        """Whether a locked lesson can have such a part."""

    def say(self, **said: Any) -> None:
        """Raises ValidationError."""
        raise NotImplementedError

    def edit(self, *, version: int, **said: Any) -> None:
        """Raises StaleVersion, IsRemoved, ValidationError."""
        with transaction.atomic():
            lesson = self._lesson()
            part = self._others().get(pk=self.pk)
            ensure_current(part, version)
            part.version += 1
            part.say(**said)
            lesson.course.note_outline()
        self.refresh_from_db()

    def step(self, by_one: int) -> None:
        with transaction.atomic():
            lesson = self._lesson()
            parts = self._others().filter(lesson=lesson).in_order()
            parts.put_in_order(stepped(list(parts), self, by_one))
            lesson.course.note_outline()

    def remove(self) -> None:
        with transaction.atomic():
            lesson = self._lesson()
            self._others().filter(pk=self.pk).delete()
            lesson.course.note_outline()

    def _lesson(self) -> Lesson:
        held: Lesson = self.lesson.held()  # type: ignore[attr-defined]
        return held

    def _others(self) -> Any:
        return type(self)._default_manager
