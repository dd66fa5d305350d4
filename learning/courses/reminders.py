"""What falls due of courses: that lessons open, to each who takes one at their time, and that
somebody has not gone on for a while."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from learning.courses.models import Course, Opening, Run, Work
from learning.courses.notices import CourseNews, learners_of
from learning.courses.reading import reading_of
from notifications import reminders
from notifications.reminders import DAY


@reminders.on("course_opening")
class LessonsOpen(reminders.Due, CourseNews):
    name_of_kind = _("Lessons that open in courses that you take")
    label = _("Lessons of a course open to you")
    action = _("Go on")
    usual = (0,)
    choices = (DAY, 0)

    def find(self, pks: Iterable[int]) -> Mapping[int, Any]:
        openings = Opening.objects.select_related("run").in_bulk(pks)
        courses = Course.objects.for_page().in_bulk(
            {one.run.course_id for one in openings.values()}
        )
        found: dict[int, Any] = dict(openings)
        for opening in found.values():
            opening.course = courses[opening.run.course_id]
        return found

    def moment(self, thing: Any) -> datetime | None:
        run = thing.run
        return None if run.left_at or run.finished_at else thing.at

    def who(self, thing: Any) -> QuerySet[User]:
        return learners_of(thing.course).filter(pk=thing.run.user_id)

    def things_of(self, user: User) -> Iterable[int]:
        mine = Opening.objects.filter(run__user=user, at__gt=timezone.now())
        return mine.filter(run__left_at=None).values_list("pk", flat=True)


@reminders.on("course_run")
class YouStopped(reminders.Due, CourseNews):
    """Once for each time that somebody stops."""

    name_of_kind = _("Courses that you have not gone on with")
    label = _("You stopped in a course a week ago")
    action = _("Go on where you stopped")
    choices = (0,)
    AFTER = timedelta(days=7)

    def find(self, pks: Iterable[int]) -> Mapping[int, Any]:
        found: dict[int, Any] = Run.objects.select_related("user").in_bulk(pks)
        courses = Course.objects.for_page().in_bulk({one.course_id for one in found.values()})
        for run in found.values():
            run.course = courses[run.course_id]
        return found

    def moment(self, thing: Any) -> datetime | None:
        if thing.left_at or thing.finished_at:
            return None
        at: datetime = thing.went_on_at + self.AFTER
        return at

    def is_there(self, thing: Any) -> bool:
        """Not while there is nothing to go on with, or their work waits for others."""
        following = reading_of(thing.user, thing.course).next
        if following is None:
            return False
        return not Work.objects.at(thing, following.number).waiting().exists()

    def who(self, thing: Any) -> QuerySet[User]:
        return learners_of(thing.course).filter(pk=thing.user_id)

    def things_of(self, user: User) -> Iterable[int]:
        return Run.objects.unfinished().of(user).values_list("pk", flat=True)

    def url(self, thing: Any) -> str:
        return f"{thing.course.address}continue/"
