import uuid
from datetime import timedelta
from typing import ClassVar, Self

from django.db import connection, models, transaction
from django.db.models import Count, F, Min, Q
from django.utils import timezone


class OutboxQuerySet(models.QuerySet["OutboxEvent"]):
    def owed(self) -> Self:
        return self.filter(done_at=None, dead_at=None)

    def due(self) -> Self:
        """Owed, not waiting after a failure, and in no living relay's hands."""
        return self.owed().filter(due_at__lte=timezone.now())

    def dead(self) -> Self:
        return self.filter(dead_at__isnull=False)

    def failing(self) -> Self:
        """Owed still, though at least one attempt did not come to its end."""
        return self.owed().filter(attempts__gt=0)

    def backlog(self) -> tuple[int, timedelta]:
        """How many are owed, and the age of the oldest."""
        owed = self.owed().aggregate(count=Count("pk"), oldest=Min("created_at"))
        oldest = owed["oldest"]
        return owed["count"], timezone.now() - oldest if oldest else timedelta()

    def done_before(self, moment: object) -> Self:
        return self.filter(done_at__lt=moment)

    def claim(self, size: int) -> list["OutboxEvent"]:
        """Take some that are due and that no other relay has.

        The lease is ``due_at`` moved into the future: should this process die, they come due
        again. ``lease`` tells the holder of the latest claim from one that was too slow.
        """
        lease = uuid.uuid4()
        with transaction.atomic():
            due = self.due().order_by("due_at", "id").select_for_update(skip_locked=True)
            events: list[OutboxEvent] = [*due[:size]]
            until = timezone.now() + OutboxEvent.LEASE
            self.filter(pk__in=[event.pk for event in events]).update(lease=lease, due_at=until)
        for event in events:
            event.lease = lease
        return events

    def release(self, lease: uuid.UUID | None) -> None:
        """Give back what was claimed and not begun."""
        self.owed().filter(lease=lease).update(lease=None, due_at=timezone.now())

    def replay(self) -> int:
        """Put dead events back in the queue; subscribers that already ran stay done."""
        return self.dead().update(
            dead_at=None, attempts=0, lease=None, due_at=timezone.now(), error=""
        )

    def purge(self, size: int = 1000) -> int:
        """Delete these for good, in steps that hold no lock for long; the number deleted."""
        deleted = 0
        while pks := list(self.values_list("pk", flat=True)[:size]):
            with transaction.atomic():
                EventRun.objects.filter(event__in=pks).delete()
                deleted += self.filter(pk__in=pks).delete()[0]
        return deleted


class OutboxEvent(models.Model):
    """Something that happened, written in the transaction in which it happened.

    It is owed to its subscribers until ``done_at``; after ``MAX_ATTEMPTS`` failures it is
    ``dead`` and waits for an operator.
    """

    LEASE = timedelta(minutes=6)  # longer than the relay's task may take: cop/settings.py
    MAX_ATTEMPTS = 16  # with the back-off, two and a half hours on average

    name = models.CharField(max_length=100)
    payload = models.JSONField()
    context = models.JSONField(default=dict)  # what the logs of its consequences carry on
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    lease = models.UUIDField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)

    objects: ClassVar = OutboxQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at", "id"], condition=Q(done_at=None, dead_at=None), name="outbox_owed"
            ),
            models.Index(fields=["dead_at"], condition=~Q(dead_at=None), name="outbox_dead"),
            models.Index(fields=["done_at"], condition=~Q(done_at=None), name="outbox_done"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.payload}"

    def begin(self) -> bool:
        """Start an attempt under a fresh lease; False where another relay has the event now.

        The attempt counts from here and not from its failure, so that an event that takes the
        whole process down runs out of attempts as well.
        """
        mine = OutboxEvent.objects.owed().filter(pk=self.pk, lease=self.lease)
        self.attempts += 1
        return bool(
            mine.update(attempts=F("attempts") + 1, due_at=timezone.now() + OutboxEvent.LEASE)
        )

    def settle(self, failures: list[str], *, retry_in: timedelta) -> None:
        """End the attempt; one whose lease has gone to another relay has no say."""
        now = timezone.now()
        mine = OutboxEvent.objects.owed().filter(pk=self.pk, lease=self.lease)
        if not failures:
            mine.update(done_at=now, lease=None, error="")
            return
        mine.update(
            lease=None,
            error="\n".join(failures)[:4000],
            due_at=now + retry_in,
            dead_at=now if self.is_worn_out else None,
        )

    def bury(self) -> None:
        """Give up on an event whose last attempt nobody lived to settle."""
        self.settle(["The relay ended without a word in the last attempt."], retry_in=timedelta())

    @property
    def is_worn_out(self) -> bool:
        return self.attempts >= OutboxEvent.MAX_ATTEMPTS


class EventRunQuerySet(models.QuerySet["EventRun"]):
    BEGIN = """
        INSERT INTO core_eventrun (event_id, subscriber, ran_at) VALUES (%s, %s, %s)
        ON CONFLICT (event_id, subscriber) DO NOTHING
    """

    def begin(self, event: OutboxEvent, subscriber: str) -> bool:
        """Whether nobody has run it before. Whoever is about to is waited for."""
        with connection.cursor() as cursor:
            cursor.execute(self.BEGIN, [event.pk, subscriber, timezone.now()])
            return cursor.rowcount == 1


class EventRun(models.Model):
    """One subscriber has run for one event; the row is its permission and its proof."""

    event = models.ForeignKey(OutboxEvent, models.CASCADE, related_name="runs")
    subscriber = models.CharField(max_length=200)
    ran_at = models.DateTimeField(default=timezone.now)

    objects = EventRunQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "subscriber"], name="one_run_per_subscriber")
        ]

    def __str__(self) -> str:
        return f"{self.subscriber} for {self.event_id}"
