"""Works of a lesson, as those who teach list them."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from learning.courses.models import Judged, Work

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
