import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import structlog
from django.db import transaction
from django.utils import timezone

from core.events import subscribers_of, type_of
from core.models.outbox import EventRun, OutboxEvent

log = structlog.get_logger(__name__)

BATCH = 100


def drain() -> int:
    """Relay until nothing is due; the number of events handled."""
    handled = 0
    while events := claim():
        for event in events:
            deliver(event)
        handled += len(events)
    return handled


def claim() -> list[OutboxEvent]:
    """Take a batch that no other relay has; a lease gives it back should this process die."""
    with transaction.atomic():
        due = OutboxEvent.objects.due().order_by("due_at", "id")
        events = list(due.select_for_update(skip_locked=True)[:BATCH])
        until = timezone.now() + OutboxEvent.LEASE
        OutboxEvent.objects.filter(pk__in=[event.pk for event in events]).update(leased_until=until)
    return events


def deliver(event: OutboxEvent) -> None:
    """Run each subscriber that has not run; one that fails does not keep the others waiting."""
    failures = []
    done = set(event.runs.values_list("subscriber", flat=True))
    for name, subscriber in subscribers_of(event.name).items():
        if name in done:
            continue
        try:
            _run_once(event, name, subscriber)
        except Exception as error:
            log.exception("subscriber_failed", event=event.pk, subscriber=name)
            failures.append(f"{name}: {type(error).__name__}: {error}")
    _settle(event, failures)


def _run_once(event: OutboxEvent, name: str, subscriber: Callable[[Any], None]) -> None:
    with transaction.atomic():
        _, created = EventRun.objects.get_or_create(event=event, subscriber=name)
        if created:
            subscriber(type_of[event.name](**event.payload))


def _settle(event: OutboxEvent, failures: list[str]) -> None:
    now = timezone.now()
    mine = OutboxEvent.objects.filter(pk=event.pk)
    if not failures:
        mine.update(done_at=now, leased_until=None, error="")
        return
    attempts = event.attempts + 1
    mine.update(
        attempts=attempts,
        leased_until=None,
        error="\n".join(failures)[:4000],
        due_at=now + backoff(attempts),
        dead_at=now if attempts >= OutboxEvent.MAX_ATTEMPTS else None,
    )


def backoff(attempts: int) -> timedelta:
    """Full jitter up to 2^attempts seconds, an hour at most."""
    return timedelta(seconds=random.uniform(0, min(2**attempts, 3600)))  # noqa: S311 - spreads load
