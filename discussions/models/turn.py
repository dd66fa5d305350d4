from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef
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


@dataclass(frozen=True)
class Told:
    """A turn as the topic's page tells it; without a name where nobody knows any more."""

    what: What
    reason: str
    note: str
    at: datetime
    name: str
    handle: str

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> "Told":
        return cls(
            what=What(row["what"]),
            reason=row["reason"],
            note=row["note"],
            at=datetime.fromisoformat(row["at"]),
            name=row["name"] or "",
            handle=row["handle"] or "",
        )

    @property
    def why(self) -> str | Promise:
        from discussions.models.closure import Reason  # closure.py notes turns

        return Reason(self.reason).label if self.reason else ""


class TurnQuerySet(models.QuerySet["Turn"]):
    def note(
        self, topic: "Topic", what: What, *, by: "User", reason: str = "", note: str = ""
    ) -> "Turn":
        """Write down what an act made of the topic, in the act's transaction."""
        return self.create(topic=topic, what=what, by=by, reason=reason, note=note)

    def of_present(self) -> Self:
        """Of topics that are there to be read, with all that telling of them asks."""
        present = self.filter(topic__deleted_at=None)
        return present.select_related(
            "by", "topic__community", "topic__space__community", "topic__closure"
        )

    def last_of(self, topic_id: int, what: What) -> "Turn | None":
        return self.filter(topic=topic_id, what=what).order_by("at", "pk").last()

    def of_each(self) -> ArraySubquery:
        """Those of each topic of a query, the first one first, as rows for `Told.read`."""
        row = {name: F(name) for name in ("what", "reason", "note", "at")}
        row |= {"name": F("by__name"), "handle": F("by__handle")}
        turns = self.filter(topic=OuterRef("pk")).order_by("at", "pk")
        return ArraySubquery(turns.values(row=JSONObject(**row)))


class Turn(models.Model):
    """What became of a topic beside what was written in it: by whom, and why."""

    topic = models.ForeignKey("discussions.Topic", models.CASCADE, related_name="turns")
    what = models.CharField(max_length=10, choices=What.choices)
    reason = models.CharField(max_length=12, blank=True)  # of a closure
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = TurnQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["topic", "at", "id"], name="turn_of_topic")]

    def __str__(self) -> str:
        return f"{self.topic_id} {self.what}"
