"""What is told of works and reviews. Neither side learns who the other is, so nobody is named: not
in the notice, and not in what it leads to."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from learning.courses import matters
from learning.courses.events import (
    ReviewAsked,
    ReviewReported,
    WorkHandedIn,
    WorkReviewed,
    WorkWaits,
)
from learning.courses.models import Course, Judged, Teacher, Work, WorkReview
from learning.courses.notices import CourseNews, learners_of
from learning.readers import readers_of
from notifications import notices


def asked_key(review_id: int) -> str:
    return f"work_review:{review_id}:asked"


class WorkNews(CourseNews):
    """About a `Work`, to its author or to those who teach."""

    def load(self, event: Any) -> Any:
        found: Any = Work.objects.with_course().filter(pk=event.work_id).first()
        if found is not None:
            found.course = Course.objects.for_page().get(pk=found.run.course_id)
        return found if found is not None and self.is_news(found) else None

    def is_news(self, work: Work) -> bool:
        raise NotImplementedError

    def recipients(self, thing: Any) -> QuerySet[User]:
        return learners_of(thing.course).filter(pk=thing.run.user_id)

    def url(self, thing: Any) -> str:
        return thing.address


class ForThoseWhoTeach(WorkNews):
    matter = matters.TAUGHT
    why = _("You get this because you look after this course.")
    action = _("See the work")

    def recipients(self, thing: Any) -> QuerySet[User]:
        """Not the author, should they teach as well."""
        teaching = Teacher.objects.all_of(thing.course.pk) - {thing.run.user_id}
        return readers_of(thing.course).filter(pk__in=teaching)

    def url(self, thing: Any) -> str:
        return f"{thing.address}works/{thing.key}/"

    def key(self, thing: Any) -> str:
        return f"work:{thing.pk}:waits"


@notices.on(WorkReviewed)
class YourWorkHasPassed(WorkNews):
    label = _("Your work in a course has passed")
    action = _("See what was said of it")

    def is_news(self, work: Work) -> bool:
        return work.passed

    def key(self, thing: Any) -> str:
        return f"work:{thing.pk}:passed"


@notices.on(WorkReviewed)
class YourWorkIsReviewed(WorkNews):
    label = _("Your work in a course is reviewed")
    action = _("See what was said of it")

    def is_news(self, work: Work) -> bool:
        return not work.passed and work.shown_at is not None

    def key(self, thing: Any) -> str:
        return f"work:{thing.pk}:reviewed"


@notices.on(WorkHandedIn)
class WorkIsHandedIn(ForThoseWhoTeach):
    """Where they judge it; reviews by others come first where both do."""

    label = _("A work waits for you in a course that you look after")

    def is_news(self, work: Work) -> bool:
        by_teachers = work.terms["judged"] == Judged.TEACHERS
        return by_teachers and work.is_handed_in and not work.is_settled


@notices.on(WorkReviewed)
class WorkIsReadyForYou(ForThoseWhoTeach):
    label = _("A work that others have reviewed waits for you in a course")

    def is_news(self, work: Work) -> bool:
        return work.terms["judged"] == Judged.BOTH and not work.is_settled


@notices.on(WorkWaits)
class WorkFindsNoReviewers(ForThoseWhoTeach):
    label = _("A work waits for long in a course that you look after")

    def is_news(self, work: Work) -> bool:
        return work.is_handed_in and not work.is_settled

    def key(self, thing: Any) -> str:
        return f"work:{thing.pk}:called"


class ReviewNews(CourseNews):
    """About a `WorkReview`."""

    def load(self, event: Any) -> Any:
        found: Any = WorkReview.objects.with_work().filter(pk=event.review_id).first()
        if found is not None:
            found.course = Course.objects.for_page().get(pk=found.work.run.course_id)
        return found


@notices.on(ReviewAsked)
class WorkToReview(ReviewNews):
    label = _("A work of another learner waits for your review")
    action = _("Review it")

    def load(self, event: ReviewAsked) -> Any:
        found = super().load(event)
        return found if found is not None and not found.is_sent and not found.is_over else None

    def recipients(self, thing: Any) -> QuerySet[User]:
        return learners_of(thing.course).filter(pk=thing.by_id)

    def url(self, thing: Any) -> str:
        return thing.address

    def key(self, thing: Any) -> str:
        return asked_key(thing.pk)


@notices.on(ReviewReported)
class ReviewIsReported(ReviewNews):
    matter = matters.TAUGHT
    label = _("A learner asks you to look at a review of their work")
    why = _("You get this because you look after this course.")
    action = _("See the review")

    def recipients(self, thing: Any) -> QuerySet[User]:
        """Neither whose work it is nor who wrote it."""
        people = Teacher.objects.all_of(thing.course.pk) - {thing.work.run.user_id, thing.by_id}
        return readers_of(thing.course).filter(pk__in=people)

    def url(self, thing: Any) -> str:
        return f"{thing.work.address}works/{thing.work.key}/"

    def key(self, thing: Any) -> str:
        return f"work_review:{thing.pk}:reported"
