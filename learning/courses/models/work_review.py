from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from core.events import publish
from learning.courses.assignments.rubric import cleaned_comments, cleaned_points
from learning.courses.errors import IsIncomplete, IsNotHandedIn, ReviewIsOver, ReviewIsSent
from learning.courses.events import ReviewAsked, ReviewGivenUp, ReviewReported, ReviewSent
from learning.courses.models.work import Work, new_key
from notifications import reminders

if TYPE_CHECKING:
    from accounts.models import User

KEPT_FOR = timedelta(days=3)  # so long a work is kept for whoever was asked to review it
LONGEST = 10_000


class WorkReviewQuerySet(models.QuerySet["WorkReview"]):
    def at(self, number: int) -> Self:
        """Of works of one lesson."""
        return self.filter(work__lesson__lesson=number)

    def by_peers(self) -> Self:
        return self.filter(judges=False)

    def sent(self) -> Self:
        return self.by_peers().filter(sent_at__isnull=False)

    def counted(self) -> Self:
        """Those that the grade of their work is made of."""
        return self.sent().filter(set_aside_at=None)

    def open(self) -> Self:
        """Those that somebody still has time for."""
        return self.by_peers().filter(sent_at=None, kept_until__gt=timezone.now())

    def lapsed(self) -> Self:
        return self.by_peers().filter(sent_at=None, kept_until__lte=timezone.now())

    def live(self) -> Self:
        """Those that take a place at their work."""
        is_sent = Q(sent_at__isnull=False, set_aside_at=None)
        is_open = Q(sent_at=None, kept_until__gt=timezone.now())
        return self.by_peers().filter(is_sent | is_open)

    def begun(self) -> Self:
        return self.filter(Q(begun_at__isnull=False) | Q(sent_at__isnull=False))

    def with_work(self) -> Self:
        course = "work__lesson__lesson__course__community"
        return self.select_related("work__run__user", course)

    def in_no_order(self) -> Self:
        """One that tells nothing of who came first, and stays."""
        return self.order_by("shown_as")

    def ask(self, work: Work, by_id: int) -> "WorkReview":
        """Of held works: keep one for somebody to review; one that lapsed with what is in it."""
        until = timezone.now() + KEPT_FOR
        review, _is_new = self.update_or_create(
            work=work, by_id=by_id, defaults={"kept_until": until}
        )
        publish(ReviewAsked(review.pk))
        reminders.arrange(review.target)
        return review

    def give_up(self) -> None:
        """Of held works, these: what was only asked for goes."""
        for review in self.by_peers().filter(sent_at=None).order_by("pk"):
            target, pk = review.target, review.pk
            review.delete()
            reminders.arrange(target)
            publish(ReviewGivenUp(pk))

    def judge(self, work: Work, *, by: "User", **said: Any) -> "WorkReview":
        """Say what a work comes to, whatever others have said; again as often as one likes.

        Raises IsNotHandedIn, BadPoints, IsIncomplete.
        """
        with transaction.atomic():
            Work.objects.hold(work.lesson.number)
            work = Work.objects.with_course().get(pk=work.pk)
            if not work.is_handed_in:
                raise IsNotHandedIn
            made = self.filter(work=work, judges=True).first() or WorkReview(work=work, judges=True)
            made.work = work
            made.by, made.sent_at, made.kept_until = by, timezone.now(), timezone.now()
            made.say(**said)
            made.ensure_complete()
            made.save()
            work.settle()
        work.refresh_from_db()
        return made


class WorkReview(models.Model):
    """What one person says of a work: a learner, or with ``judges`` whoever teaches.

    Neither its author nor its reviewer is told who the other is. So it has two names: one in the
    addresses of its reviewer, one in those of the author of the work.
    """

    work = models.ForeignKey(Work, models.CASCADE, related_name="reviews")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="given_reviews")
    judges = models.BooleanField(default=False)
    key = models.CharField(max_length=24, unique=True, default=new_key)
    shown_as = models.CharField(max_length=24, unique=True, default=new_key)
    asked_at = models.DateTimeField(default=timezone.now)
    kept_until = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    points = models.JSONField(default=dict)  # by the number of the criterion
    comments = models.JSONField(default=dict)
    words = models.TextField(max_length=LONGEST, blank=True)
    helped = models.BooleanField(null=True)  # what the author of the work says of it
    reported_at = models.DateTimeField(null=True)
    reported_for = models.TextField(max_length=1000, blank=True)
    set_aside_at = models.DateTimeField(null=True)
    set_aside_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects: ClassVar = WorkReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["work", "by"], condition=Q(judges=False), name="reviews_a_work_once"
            ),
            models.UniqueConstraint(fields=["work"], condition=Q(judges=True), name="judged_once"),
        ]
        indexes = [
            models.Index(
                fields=["kept_until"],
                condition=Q(sent_at=None, judges=False),
                name="work_review_open",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def target(self) -> str:
        """Its name for the engine of reminders."""
        return f"work_review:{self.pk}"

    @property
    def is_sent(self) -> bool:
        return self.sent_at is not None

    @property
    def is_over(self) -> bool:
        """The time for it is, without its being sent; see `_ensure_open`."""
        return not self.is_sent and self.kept_until <= timezone.now()

    @property
    def address(self) -> str:
        """Its reviewer's."""
        return f"{self.work.address}reviews/{self.key}/"

    def say(
        self,
        *,
        points: Mapping[int, int | None],
        comments: Mapping[int, str],
        words: str,
    ) -> None:
        """Raises BadPoints."""
        criteria = self.work.criteria
        self.points = cleaned_points(criteria, dict(points))
        self.comments = cleaned_comments(criteria, dict(comments))
        self.words = words.strip()

    def keep(self, **said: Any) -> None:
        """As a draft, on the server. Raises BadPoints, ReviewIsSent, ReviewIsOver."""
        with transaction.atomic():
            review = self._held()
            review.ensure_open()
            review.begun_at = review.begun_at or timezone.now()
            review.say(**said)
            review.save()
        self.refresh_from_db()

    def send(self) -> None:
        """Raises IsIncomplete, ReviewIsSent, ReviewIsOver."""
        with transaction.atomic():
            review = self._held()
            review.ensure_open()
            review.ensure_complete()
            review.sent_at = timezone.now()
            review.save()
            reminders.arrange(review.target)
            publish(ReviewSent(review.pk))
            review.work.settle()
            number = review.work.lesson.number
            mine = Work.objects.of_lesson(number).filter(run__user=review.by_id, passed=True)
            for work in mine.with_course().filter(earned_at=None):
                work.earn()
        self.refresh_from_db()

    def answer(self, *, helped: bool | None) -> None:
        """By the author of the work: whether it helped them."""
        WorkReview.objects.filter(pk=self.pk).update(helped=helped)
        self.refresh_from_db()

    def report(self, words: str) -> None:
        """By the author of the work, to those who teach. A second time it says more, and tells no
        one."""
        with transaction.atomic():
            review = self._held()
            is_first = review.reported_at is None
            review.reported_at, review.reported_for = timezone.now(), words
            review.save(update_fields=["reported_at", "reported_for"])
            if is_first:
                publish(ReviewReported(review.pk))
        self.refresh_from_db()

    def set_aside(self, *, by: "User") -> None:
        """It does not count, and its author is asked to read it no more."""
        self._put_aside(timezone.now(), by)

    def count_again(self) -> None:
        self._put_aside(None, None)

    def _put_aside(self, at: Any, by: "User | None") -> None:
        with transaction.atomic():
            review = self._held()
            if (review.set_aside_at is None) != (at is None):
                review.set_aside_at, review.set_aside_by = at, by
                review.save(update_fields=["set_aside_at", "set_aside_by"])
                review.work.settle()
        self.refresh_from_db()

    def ensure_complete(self) -> None:
        if len(self.points) < len(self.work.criteria) or not self.words:
            raise IsIncomplete

    def ensure_open(self) -> None:
        """Of a held one. Whoever is late has it again, unless others have taken its place."""
        if self.is_sent:
            raise ReviewIsSent
        if not self.work.is_handed_in:
            raise IsNotHandedIn
        if self.is_over:
            others = self.work.reviews.live().exclude(pk=self.pk).count()
            if self.work.is_settled or others >= self.work.terms["reviews"]:
                raise ReviewIsOver
            self.kept_until = timezone.now() + KEPT_FOR

    def _held(self) -> "WorkReview":
        Work.objects.hold(self.work.lesson.number)
        review: WorkReview = WorkReview.objects.with_work().get(pk=self.pk)
        return review
