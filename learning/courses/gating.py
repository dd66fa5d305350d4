"""When each lesson of an edition opens: worked out once, when it is published."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from learning.courses.models import Course, Lesson


@dataclass(frozen=True)
class Gate:
    """Of one lesson, with what its module asks for."""

    needs: list[int]  # the lessons that have to be done before, in their order
    opens_after: int | None  # days after one has begun
    opens_at: datetime | None

    @property
    def is_free(self) -> bool:
        return not self.needs and self.opens_after is None and self.opens_at is None


def gates(course: "Course", lessons: "Iterable[Lesson]") -> "Iterator[Gate]":
    """Of lessons in the order in which they are read, each with its module."""
    earlier_modules: list[int] = []
    inside: list[int] = []
    module = 0
    for lesson in lessons:
        if lesson.module_id != module:
            earlier_modules, inside, module = [*earlier_modules, *inside], [], lesson.module_id
        needs = [
            *(earlier_modules if lesson.module.in_turn else []),
            *(inside if lesson.in_turn else []),
        ]
        both = (lesson.module, lesson)
        days = [one.opens_on for one in both if one.opens_on] if course.is_for_a_cohort else []
        waits = [one.opens_after for one in both if one.opens_after]
        yield Gate(
            needs,
            max(waits, default=None) if not course.is_for_a_cohort else None,
            max((midnight(day, course.zone) for day in days), default=None),
        )
        inside.append(lesson.pk)


def midnight(day: date, zone: str) -> datetime:
    """When the day begins there; kept as UTC, so that one moment is written in one way."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)
