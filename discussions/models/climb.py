from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from discussions.models.rung import Rung

if TYPE_CHECKING:
    from discussions.models.ladder import Ladder
    from discussions.models.topic import Topic


class ClimbQuerySet(models.QuerySet["Climb"]):
    def due(self) -> Self:
        return self.filter(due_at__lte=timezone.now())

    def set_out(self, topic: "Topic", ladder: "Ladder") -> None:
        """The topic has been started here, or split off: from now on it counts its hours."""
        climb = self.get_or_create(topic=topic, defaults={"since": timezone.now()})[0]
        climb.go_on(topic, ladder)

    def plan_anew(self, ladder: "Ladder") -> None:
        """By changed hours, for those whose next step is still to come."""
        now = timezone.now()
        waiting = self.filter(topic__community=ladder.community_id)
        waiting = waiting.filter(Q(due_at=None) | Q(due_at__gt=now))
        for rung in ["", *Rung.values]:
            above = ladder.after(rung)
            after = timedelta(hours=ladder.hours[above]) if above else None
            mine = waiting.filter(rung=rung)
            if after is None:
                mine.update(due_at=None)
                continue
            mine.filter(since__gt=now - after).update(due_at=F("since") + after)
            mine.filter(since__lte=now - after).update(due_at=None)


class Climb(models.Model):
    """How far up the ladder a topic has come, and when it is due for the next step.

    Only what was started here through the site's own verb has a row: nothing that was imported,
    and nothing from before there was a ladder.
    """

    topic = models.OneToOneField("discussions.Topic", models.CASCADE, related_name="climb")
    since = models.DateTimeField()  # from when the hours are counted
    rung = models.CharField(max_length=12, blank=True)  # the last one; "" where it is below all
    due_at = models.DateTimeField(null=True)  # None: it rests

    objects: ClassVar = ClimbQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="climb_due")
        ]

    def __str__(self) -> str:
        return f"{self.topic_id} at {self.rung or 'the foot'}"

    def go_on(self, topic: "Topic", ladder: "Ladder") -> None:
        """Wait for the next step, where the topic still needs it; else rest."""
        above = ladder.after(self.rung) if topic.is_unanswered else None
        self.due_at = ladder.due_at(above, since=self.since) if above else None
        self.save(update_fields=["due_at"])

    def step(self, topic: "Topic", ladder: "Ladder", rung: Rung) -> None:
        """It stands on this rung now. One that came late keeps the others at their distance."""
        late = timezone.now() - timedelta(hours=ladder.hours[rung])
        self.rung, self.since = rung, max(self.since, late)
        self.save(update_fields=["rung", "since"])
        self.go_on(topic, ladder)
