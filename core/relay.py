"""Tells subscribers what the outbox holds: see docs/adr/0003-outbox.md for what that promises."""

import random
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import structlog
from billiard.exceptions import SoftTimeLimitExceeded
from django.db import transaction

from core.doorbell import ring
from core.events import UnknownEvent, occurrence_of, subscribers_of
from core.models.outbox import EventRun, OutboxEvent

log = structlog.get_logger(__name__)

BATCH = 20
TURN = 60.0  # seconds, after which another task goes on: a task has a time limit


def drain() -> int:
    """Relay until nothing is due, or for a turn; the number of events handled."""
    handled, ends = 0, time.monotonic() + TURN
    while events := OutboxEvent.objects.claim(BATCH):
        deliver_all(events)
        handled += len(events)
        if time.monotonic() > ends:
            ring()
            break
    return handled


def deliver_all(events: list[OutboxEvent]) -> None:
    try:
        for event in events:
            deliver(event)
    except SoftTimeLimitExceeded:
        OutboxEvent.objects.release(events[0].lease)
        raise


def deliver(event: OutboxEvent) -> None:
    """Run each subscriber that has not run; one that fails does not keep the others waiting."""
    with structlog.contextvars.bound_contextvars(
        **event.context, event=event.pk, event_name=event.name
    ):
        if event.is_worn_out:
            event.bury()
        elif event.begin():
            event.settle(_tell(event), retry_in=backoff(event.attempts))


def _tell(event: OutboxEvent) -> list[str]:
    """What went wrong, a line for each subscriber that failed."""
    try:
        occurrence = occurrence_of(event)
    except UnknownEvent as error:
        log.warning("event_unknown", error=str(error))
        return [str(error)]
    failures: list[str] = []
    for name, subscriber in subscribers_of(event.name).items():
        try:
            _run_once(event, name, subscriber, occurrence)
        except SoftTimeLimitExceeded:
            event.settle([*failures, f"{name}: took too long"], retry_in=backoff(event.attempts))
            raise
        except Exception as error:  # a subscriber can fail in any way, and only it is the worse
            log.exception("subscriber_failed", subscriber=name)
            failures.append(f"{name}: {type(error).__name__}: {error}")
    return failures


def _run_once(
    event: OutboxEvent, name: str, subscriber: Callable[[Any], None], occurrence: object
) -> None:
    """Run it in one transaction with the row that says so.

    A second relay waits at that row's unique index until this transaction ends, and then finds
    the row, or that it is free.
    """
    with transaction.atomic():
        if EventRun.objects.begin(event, name):
            subscriber(occurrence)


def backoff(attempts: int) -> timedelta:
    """Full jitter up to 2^attempts seconds, an hour at most."""
    return timedelta(seconds=random.uniform(0, min(2**attempts, 3600)))  # noqa: S311 - spreads load
