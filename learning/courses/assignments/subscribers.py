"""As soon as a work is handed in, or a place at one is free, works are shared out anew."""

from core.events import subscribe
from learning.courses.assignments import pool
from learning.courses.assignments.notices import asked_key
from learning.courses.events import ReviewGivenUp, ReviewSent, WorkHandedIn, WorkTakenBack
from learning.courses.models import Work, WorkReview
from notifications.models import Notice


@subscribe(WorkHandedIn)
@subscribe(WorkTakenBack)
def share_out(event: WorkHandedIn | WorkTakenBack) -> None:
    for work in Work.objects.filter(pk=event.work_id).select_related("lesson"):
        pool.share_out(work.lesson.number)


@subscribe(ReviewSent)
def share_out_further(event: ReviewSent) -> None:
    """Whoever has sent one, and owes another, is given the next."""
    Notice.objects.retract(asked_key(event.review_id))
    for review in WorkReview.objects.filter(pk=event.review_id).select_related("work__lesson"):
        pool.share_out(review.work.lesson.number)


@subscribe(ReviewGivenUp)
def ask_no_longer(event: ReviewGivenUp) -> None:
    Notice.objects.retract(asked_key(event.review_id))
