"""Works of a lesson, as those who teach list them."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from learning.courses.models import Deadline, Judged, Lesson, Run, Work

# What of them, by what is said in the address.
FILTERS: dict[str, str | Promise] = {
    "": _("All"),
    "waiting": _("Wait for you"),
    "open": _("Under way"),
    "passed": _("Passed"),
}
SHOWN = Q(reviews__judges=False, reviews__sent_at__isnull=False)


def works_of(number: int, only: str = "") -> QuerySet[Work]:
    """With how many reviews each has, and how many of these were reported."""
    works = Work.objects.of_lesson(number).handed_in().with_course()
    if only == "waiting":
        by_teachers = Q(lesson__assignment__judged=Judged.TEACHERS)
        is_reviewed = Q(lesson__assignment__judged=Judged.BOTH, shown_at__isnull=False)
        works = works.waiting().filter(by_teachers | is_reviewed | Q(called_at__isnull=False))
    elif only == "open":
        works = works.waiting()
    elif only == "passed":
        works = works.filter(passed=True)
    reported: Any = SHOWN & Q(reviews__reported_at__isnull=False, reviews__set_aside_at=None)
    return works.annotate(
        review_count=Count("reviews", filter=SHOWN),
        reported_count=Count("reviews", filter=reported),
    )


def yet_to_hand_in(lesson: Lesson) -> QuerySet[Run]:
    """Learners who have handed in nothing, with ``due``; who begun the course first comes first."""
    handed_in = Work.objects.of_lesson(lesson.pk).handed_in().filter(run=OuterRef("pk"))
    due = Deadline.objects.filter(run=OuterRef("pk"), lesson=lesson)
    asked = Run.objects.unfinished().filter(
        course=lesson.course_id, edition__lessons__lesson=lesson.pk
    )
    asked = asked.exclude(edition__lessons__in=_without_work(lesson))
    annotated = asked.filter(~Exists(handed_in)).annotate(due=Subquery(due.values("at")))
    return annotated.select_related("user").order_by("pk")


def _without_work(lesson: Lesson) -> Any:
    return lesson.editions.filter(assignment=None)
