from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

from communities.models import Membership
from core.events import publish
from discussions.events import MemberAsked
from discussions.models.rung import Rung

if TYPE_CHECKING:
    from discussions.models.topic import Topic

WEEK, FOUR_WEEKS = timedelta(days=7), timedelta(days=28)
CAPPED = (Rung.MEMBERS, Rung.FOLLOWERS)  # to look after a community is no favour


class AskQuerySet(models.QuerySet["Ask"]):
    def put(
        self, topic: "Topic", rung: Rung, reasons: dict[int, dict[str, Any]], *, again: bool = False
    ) -> int:
        """Put the question to these users, each for a reason; under the topic's lock.

        Whoever was asked before is left alone, or where ``again`` says so asked in this role too.
        How many were asked.
        """
        now = timezone.now()
        rows = [
            self.model(topic=topic, user_id=pk, rung=rung, reason=reason, asked_at=now)
            for pk, reason in reasons.items()
        ]
        if again:
            self.bulk_create(
                rows,
                update_conflicts=True,
                unique_fields=["topic", "user"],
                update_fields=["rung", "reason", "asked_at", "declined_at"],
            )
        else:
            self.bulk_create(rows, ignore_conflicts=True)
        asked = self.filter(topic=topic, rung=rung, user__in=reasons, asked_at=now).order_by("pk")
        for pk in (ids := list(asked.values_list("pk", flat=True))):
            publish(MemberAsked(pk, rung))
        return len(ids)

    def waiting(self) -> Self:
        """Neither declined nor settled: an answer by anybody settles all of a question's."""
        from discussions.models.topic import Topic  # topic.py imports this module

        return self.filter(
            declined_at=None, topic__in=Topic.objects.unanswered().filter(deleted_at=None)
        )

    def of(self, user: Any) -> Self:
        """The user's, of questions that they may read, where they are a member."""
        from discussions.models.topic import Topic  # topic.py imports this module

        here = Topic.objects.visible_to(user).filter(
            community__in=Membership.objects.of(user).values("community")
        )
        return self.filter(user_id=user.pk or 0, topic__in=here)

    def note_answer(self, topic_id: int, user_id: int) -> None:
        """The user has answered what they were asked."""
        mine = self.filter(topic=topic_id, user=user_id, answered_at=None)
        mine.update(answered_at=timezone.now())

    def for_display(self) -> Self:
        people, place = "topic__author", "topic__space__community"
        return self.select_related("topic__community", "topic__closure", people, place)

    def load(self, user_ids: Any) -> dict[int, tuple[int, int]]:
        """How often each of the users was asked in the last week, and in the last four."""
        now = timezone.now()
        lately = self.filter(
            user__in=user_ids, rung__in=CAPPED, asked_at__gt=now - FOUR_WEEKS
        ).order_by()
        counted = lately.values_list("user").annotate(
            week=Count("pk", filter=Q(asked_at__gt=now - WEEK)), weeks=Count("pk")
        )
        return {user: (week, weeks) for user, week, weeks in counted}

    def count_of_each(self) -> Coalesce:
        """To how many people each topic of a query was put."""
        mine = self.filter(topic=OuterRef("pk")).order_by().values("topic")
        return Coalesce(Subquery(mine.annotate(n=Count("pk")).values("n")), 0)

    def of_each(self, viewer: Any) -> Subquery:
        """The viewer's own of each topic of a query, unless they declined it."""
        mine = self.filter(topic=OuterRef("pk"), user_id=viewer.pk, declined_at=None)
        row = {name: F(name) for name in ("id", "rung", "reason", "asked_at")}
        return Subquery(mine.values(row=JSONObject(**row))[:1], output_field=models.JSONField())


class Ask(models.Model):
    """A question was put to somebody who may know the answer.

    ``reason`` is what spoke for them, as `discussions.asking.reasons` says it in words. Who it was
    is shown to nobody but themselves.
    """

    topic = models.ForeignKey("discussions.Topic", models.CASCADE, related_name="asks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="asks")
    rung = models.CharField(max_length=12, choices=Rung.choices)
    reason = models.JSONField(default=dict)
    asked_at = models.DateTimeField(default=timezone.now)
    declined_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)

    objects: ClassVar = AskQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "user"], name="asked_once")]
        indexes = [models.Index(fields=["user", "-asked_at", "-id"], name="ask_of_person")]

    def __str__(self) -> str:
        return f"{self.topic_id} to {self.user_id}"

    @property
    def key(self) -> str:
        """Its name for the notice; asked in another role, one is told anew."""
        return key_of(self.pk, self.rung)

    @property
    def state(self) -> str:
        if self.answered_at:
            return "answered"
        if self.declined_at:
            return "declined"
        return "waiting" if self.topic.is_unanswered else "settled"


def key_of(pk: int, rung: str) -> str:
    return f"ask:{pk}:{rung}"
