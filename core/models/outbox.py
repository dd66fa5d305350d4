from datetime import timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone


class OutboxQuerySet(models.QuerySet["OutboxEvent"]):
    def owed(self) -> Self:
        return self.filter(done_at=None, dead_at=None)

    def due(self) -> Self:
        """Owed, not waiting after a failure, and in no living relay's hands."""
        now = timezone.now()
        return self.owed().filter(Q(leased_until=None) | Q(leased_until__lt=now), due_at__lte=now)

    def dead(self) -> Self:
        return self.filter(dead_at__isnull=False)

    def replay(self) -> int:
        """Put dead events back in the queue; subscribers that already ran stay done."""
        return self.dead().update(dead_at=None, attempts=0, due_at=timezone.now(), error="")


class OutboxEvent(models.Model):
    """Something that happened, written in the transaction in which it happened.

    It is owed to its subscribers until ``done_at``; after ``MAX_ATTEMPTS`` failures it is
    ``dead`` and waits for an operator.
    """

    LEASE = timedelta(minutes=5)
    MAX_ATTEMPTS = 10

    name = models.CharField(max_length=100)
    payload = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(default=timezone.now)
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)

    objects: ClassVar = OutboxQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(done_at=None, dead_at=None), name="outbox_owed"
            ),
            models.Index(fields=["dead_at"], condition=~Q(dead_at=None), name="outbox_dead"),
            models.Index(fields=["done_at"], name="outbox_done"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.payload}"


class EventRun(models.Model):
    """One subscriber has run for one event; the row is its permission and its proof."""

    event = models.ForeignKey(OutboxEvent, models.CASCADE, related_name="runs")
    subscriber = models.CharField(max_length=200)
    ran_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "subscriber"], name="one_run_per_subscriber")
        ]

    def __str__(self) -> str:
        return f"{self.subscriber} for {self.event_id}"
