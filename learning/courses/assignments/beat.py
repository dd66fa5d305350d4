"""What happens to works by itself, once an hour."""

from celery import shared_task
from django.utils import timezone

from learning.courses.assignments import pool
from learning.courses.models import Work, WorkReview


@shared_task
def see_to_works() -> None:
    """Works whose reviewers let their time pass go to others; what waits long, to teachers."""
    lapsed = WorkReview.objects.lapsed().filter(work__settled_at=None)
    for number in set(lapsed.values_list("work__lesson__lesson", flat=True)):
        pool.share_out(number)
    before = timezone.now() - pool.PATIENCE
    waiting = Work.objects.waiting().filter(handed_at__lte=before, called_at=None)
    passed = Work.objects.filter(passed=True, earned_at=None, settled_at__lte=before)
    for number in set((waiting | passed).values_list("lesson__lesson", flat=True)):
        pool.see_to_waiting(number)
