"""What one viewer reads of a course: which edition, how far they are, what is open to them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.permissions import ALLOW, Verdict, deny
from learning.courses import rules
from learning.courses.models import Course, EditionLesson, Run
from learning.courses.outline import Outline, outline_of
from learning.workshops.when import moment_in_words


@dataclass
class Reading:
    course: Course
    run: Run | None  # None: of somebody who has not begun it
    outline: Outline
    zone: str  # whose clocks the viewer is told times by, where a course has no own
    teaches: bool = False
    now: datetime = field(default_factory=timezone.now)

    @property
    def done(self) -> set[int]:
        return set(self.run.done_numbers) if self.run else set()

    @property
    def count(self) -> int:
        return len(self.outline.lessons)

    @property
    def has_newer(self) -> bool:
        """There is an edition after the one that they learn from."""
        return bool(self.run and self.run.edition.number < self.course.edition)

    @property
    def next(self) -> EditionLesson | None:
        """Where to go on: the first after the last that is done; else any that is left."""
        lessons = self.outline.lessons
        done = [at for at, lesson in enumerate(lessons) if lesson.number in self.done]
        after = done[-1] + 1 if done else 0
        left = [one for one in lessons[after:] + lessons[:after] if one.number not in self.done]
        return next((one for one in left if self.may_read(one)), None)

    @property
    def opens_next(self) -> Verdict | None:
        """Why nothing can be gone on with now, although something is left."""
        left = [one for one in self.outline.lessons if one.number not in self.done]
        return self.may_read(left[0]) if left and self.next is None else None

    def is_done(self, lesson: EditionLesson) -> bool:
        return lesson.number in self.done

    def may_read(self, lesson: EditionLesson) -> Verdict:
        """Whether its text is open to them, by the same rule on page, in the API and for files."""
        if self.teaches:
            return ALLOW
        verdict = rules.can_read_lessons(self.course, self.run)
        if not verdict or lesson.is_open:
            return verdict
        if self.run is None:
            return deny(_("Begin this course to read its lessons."))
        return self._by_its_gate(lesson, self.run)

    def _by_its_gate(self, lesson: EditionLesson, run: Run) -> Verdict:
        missing = [number for number in lesson.needs if number not in self.done]
        if missing:
            titles = {one.number: one.title for one in self.outline.lessons}
            reason = _("It opens once you have done “%(title)s”.")
            return deny(reason % {"title": titles[missing[0]]})
        opens = [at for at in (lesson.opens_at, self._after_beginning(lesson, run)) if at]
        if opens and self.now < max(opens):
            zone = self.course.zone if lesson.opens_at else self.zone
            reason = _("It opens on %(when)s.")
            return deny(reason % {"when": moment_in_words(max(opens), zone)})
        return ALLOW

    @staticmethod
    def _after_beginning(lesson: EditionLesson, run: Run) -> datetime | None:
        if lesson.opens_after is None:
            return None
        return run.begun_at + timedelta(days=lesson.opens_after)


def reading_of(viewer: Any, course: Course) -> Reading:
    """In two queries; of a visitor in one."""
    run = None
    if viewer.is_authenticated:
        run = Run.objects.active().of(viewer).filter(course=course).with_done().first()
    number = run.edition.number if run else course.edition
    return Reading(
        course=course,
        run=run,
        outline=outline_of(course, number),
        zone=viewer.timezone if viewer.is_authenticated else "UTC",
        teaches=bool(rules.can_teach(viewer, course)),
    )


def texts_of(reading: Reading) -> dict[int, EditionLesson]:
    """By their numbers, the lessons that are open to the viewer, with what they say."""
    may = [lesson.pk for lesson in reading.outline.lessons if reading.may_read(lesson)]
    return {
        one.number: one
        for one in EditionLesson.objects.filter(pk__in=may).defer("quiz", "captions")
    }
