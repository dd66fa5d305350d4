from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.events import publish
from discussions.errors import RepeatsThis
from discussions.events import TopicClosed, TopicReopened
from discussions.models.topic import Topic
from discussions.models.turn import Turn, What

if TYPE_CHECKING:
    from accounts.models import User


class Reason(models.TextChoices):
    DUPLICATE = "duplicate", _("It has been asked before")
    OFF_TOPIC = "off_topic", _("It does not belong in this community")
    UNCLEAR = "unclear", _("It cannot be answered as it stands")
    PAUSED = "paused", _("It needs a pause")
    DONE = "done", _("It has run its course")


class ClosureQuerySet(models.QuerySet["Closure"]):
    def for_display(self) -> Self:
        return self.filter(topic__deleted_at=None).select_related(
            "closed_by", "topic__community", "topic__space__community", "duplicate_of__community"
        )

    def close(
        self,
        topic: Topic,
        *,
        by: "User",
        reason: str,
        note: str = "",
        duplicate_of: Topic | None = None,
    ) -> "Closure":
        """Take no more posts but from moderators, and say why. Closing again changes the reason.

        Raises RepeatsThis.
        """
        with transaction.atomic():
            topic = Topic.objects.lock(topic.pk)
            if duplicate_of and self.filter(topic=duplicate_of, duplicate_of=topic).exists():
                raise RepeatsThis
            closure, _created = self.update_or_create(
                topic=topic,
                defaults={
                    "closed_by": by,
                    "reason": reason,
                    "note": note,
                    "duplicate_of": duplicate_of,
                },
            )
            Turn.objects.note(topic, What.CLOSED, by=by, reason=reason, note=note)
            topic.renew()
            publish(TopicClosed(topic.pk))
        return closure

    def reopen(self, topic: Topic, *, by: "User", note: str = "") -> None:
        """Take posts of all members again, and say why. Nothing happens where it is open."""
        with transaction.atomic():
            topic = Topic.objects.lock(topic.pk)
            deleted, _rows = self.filter(topic=topic).delete()
            if deleted:
                Turn.objects.note(topic, What.REOPENED, by=by, note=note)
                topic.renew()
                publish(TopicReopened(topic.pk))


class Closure(models.Model):
    """A topic takes no more posts but from moderators, for a stated reason."""

    topic = models.OneToOneField(Topic, models.CASCADE, related_name="closure")
    reason = models.CharField(max_length=12, choices=Reason.choices)
    note = models.CharField(max_length=500, blank=True)
    duplicate_of = models.ForeignKey(
        Topic, models.SET_NULL, null=True, blank=True, related_name="duplicates"
    )
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = ClosureQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.topic_id}: {self.reason}"
