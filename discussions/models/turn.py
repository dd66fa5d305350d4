from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef, Q
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import User
    from discussions.models.topic import Topic


class What(models.TextChoices):
    CLOSED = "closed", _("closed this")
    REOPENED = "reopened", _("reopened this")
    MOVED = "moved", _("moved this here")
    SPLIT = "split", _("moved a post with its replies to a topic of its own:")
    BEGUN = "begun", _("made this a topic of its own. It was written in:")
    MERGED = "merged", _("merged another topic into this one:")


@dataclass(frozen=True)
class Told:
    """A turn as the topic's page tells it; without a name where nobody knows any more."""

    what: What
    reason: str
    note: str
    at: datetime
    name: str
    handle: str
    other: int | None  # the topic that it leads to, and what that is called
    title: str
    below: int | None  # the number of the post in whose replies it has its place

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> "Told":
        return cls(
            what=What(row["what"]),
            reason=row["reason"],
            note=row["note"],
            at=datetime.fromisoformat(row["at"]),
            name=row["name"] or "",
            handle=row["handle"] or "",
            other=row["other_id"],
            title=row["title"] or "",
            below=row["below"],
        )

    @property
    def why(self) -> str | Promise:
        from discussions.models.closure import Reason  # closure.py notes turns

        return Reason(self.reason).label if self.reason else ""


class TurnQuerySet(models.QuerySet["Turn"]):
    def note(self, topic: "Topic", what: What, *, by: "User", **more: Any) -> "Turn":
        """Write down what an act made of the topic, in the act's transaction."""
        return self.create(topic=topic, what=what, by=by, **more)

    def of_present(self) -> Self:
        """Of topics that are there to be read, with all that telling of them asks."""
        present = self.filter(topic__deleted_at=None)
        return present.select_related(
            "by", "topic__community", "topic__space__community", "topic__closure"
        )

    def told_to(self, viewer: Any) -> Self:
        from discussions.models.topic import Topic  # topic.py imports this module

        seen = Topic.objects.visible_to(viewer).values("pk")
        return self.filter(Q(other=None) | Q(other__in=seen))

    def last_of(self, topic_id: int, what: What) -> "Turn | None":
        return self.filter(topic=topic_id, what=what).order_by("at", "pk").last()

    def of_each(self, viewer: Any) -> ArraySubquery:
        """Those of each topic of a query, the first one first, as rows for `Told.read`.

        What leads to where the viewer may not read is not among them.
        """
        row = {name: F(name) for name in ("what", "reason", "note", "at", "other_id", "below")}
        row |= {"name": F("by__name"), "handle": F("by__handle"), "title": F("other__title")}
        turns = self.filter(topic=OuterRef("pk")).told_to(viewer).order_by("at", "pk")
        return ArraySubquery(turns.values(row=JSONObject(**row)))


def titles_led_to(viewer: Any) -> ArraySubquery:
    """Of the topics that the turns of each topic of a query lead to, for the viewer."""
    turns = Turn.objects.filter(topic=OuterRef("pk"), other__isnull=False).told_to(viewer)
    return ArraySubquery(turns.order_by("at", "pk").values("other__title"))


class Turn(models.Model):
    """What became of a topic beside what was written in it: by whom, and why."""

    topic = models.ForeignKey("discussions.Topic", models.CASCADE, related_name="turns")
    what = models.CharField(max_length=10, choices=What.choices)
    reason = models.CharField(max_length=12, blank=True)  # of a closure
    note = models.CharField(max_length=500, blank=True)  # of a merger, the title it had
    other = models.ForeignKey("discussions.Topic", models.SET_NULL, null=True, related_name="+")
    below = models.PositiveIntegerField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = TurnQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["topic", "at", "id"], name="turn_of_topic")]

    def __str__(self) -> str:
        return f"{self.topic_id} {self.what}"
