"""What falls due of works: that one is to be handed in, and that somebody waits for a review."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from learning.courses.models import Course, Deadline, Work, WorkReview
from learning.courses.notices import CourseNews, learners_of
from notifications import reminders
from notifications.reminders import DAY, HOUR


def with_courses(found: dict[int, Any]) -> dict[int, Any]:
    """Things that have a ``course_number``, with their courses."""
    numbers = {thing.course_number for thing in found.values()}
    courses = Course.objects.for_page().in_bulk(numbers)
    for thing in found.values():
        thing.course = courses[thing.course_number]
    return found


@reminders.on("work_review")
class YourReviewIsDue(reminders.Due, CourseNews):
    name_of_kind = _("Works of other learners that you review")
    label = _("Another learner waits for your review")
    action = _("Review it")
    usual = (DAY,)
    choices = (2 * DAY, DAY, 6 * HOUR)

    def find(self, pks: Iterable[int]) -> Mapping[int, Any]:
        found: dict[int, Any] = WorkReview.objects.with_work().in_bulk(pks)
        for review in found.values():
            review.course_number = review.work.run.course_id
        return with_courses(found)

    def moment(self, thing: Any) -> datetime | None:
        return None if thing.is_sent or thing.judges else thing.kept_until

    def who(self, thing: Any) -> QuerySet[User]:
        return learners_of(thing.course).filter(pk=thing.by_id)

    def things_of(self, user: User) -> Iterable[int]:
        return WorkReview.objects.open().filter(by=user).values_list("pk", flat=True)

    def url(self, thing: Any) -> str:
        return thing.address


@reminders.on("assignment")
class YourWorkIsDue(reminders.Due, CourseNews):
    name_of_kind = _("Work that you hand in for courses")
    label = _("Your work for a course is due")
    action = _("Go to the assignment")
    usual = (2 * DAY,)
    choices = (7 * DAY, 2 * DAY, DAY, 0)

    def find(self, pks: Iterable[int]) -> Mapping[int, Any]:
        found: dict[int, Any] = Deadline.objects.select_related("run").in_bulk(pks)
        for deadline in found.values():
            deadline.course_number = deadline.run.course_id
        return with_courses(found)

    def moment(self, thing: Any) -> datetime | None:
        """Whoever has left, finished or handed it in is not reminded."""
        works = Work.objects.at(thing.run, thing.lesson_id)
        is_over = thing.run.left_at or thing.run.finished_at or works.handed_in().exists()
        return None if is_over else thing.at

    def who(self, thing: Any) -> QuerySet[User]:
        return learners_of(thing.course).filter(pk=thing.run.user_id)

    def things_of(self, user: User) -> Iterable[int]:
        mine = Deadline.objects.filter(run__user=user, at__gt=timezone.now())
        return mine.filter(run__left_at=None).values_list("pk", flat=True)

    def url(self, thing: Any) -> str:
        return f"{thing.course.address}lessons/{thing.lesson_id}/assignment/"
