"""What a course consists of, in the order in which it is read."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from learning.courses.models import Course, EditionLesson, Lesson


@dataclass
class Part:
    """A module, and its lessons."""

    number: int
    title: str
    lessons: list[Any] = field(default_factory=list)  # `EditionLesson`s, or `Lesson`s


@dataclass
class Outline:
    parts: list[Part]

    @property
    def lessons(self) -> list[Any]:
        return [lesson for part in self.parts for lesson in part.lessons]

    def around(self, number: int) -> tuple[Any, Any]:
        """The lessons before and after one of them."""
        lessons = self.lessons
        at = [lesson.number for lesson in lessons].index(number)
        before = lessons[at - 1] if at else None
        return before, lessons[at + 1] if at + 1 < len(lessons) else None


def outline_of(course: Course, edition: int) -> Outline:
    """As it is read, in one query."""
    return Outline(list(_parts(EditionLesson.objects.of(course, edition).for_outline())))


def working_outline(course: Course) -> Outline:
    """As those who teach it have it before them; with modules in which there is no lesson yet."""
    modules = list(course.modules.present().in_order())
    below: dict[int, list[Lesson]] = {module.pk: [] for module in modules}
    for lesson in course.lessons.present().for_outline().in_order():
        if lesson.module_id in below:
            lesson.course = course
            below[lesson.module_id].append(lesson)
    return Outline([Part(one.pk, one.title, below[one.pk]) for one in modules])


def _parts(lessons: Iterable[EditionLesson]) -> Iterable[Part]:
    for (number, title), inside in groupby(lessons, lambda one: (one.module_id, one.module_title)):
        yield Part(number, title, list(inside))
