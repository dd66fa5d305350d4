"""Who is due a digest: asked every minute, answered once for each user, scope and period."""

from datetime import datetime
from itertools import groupby

from django.db import transaction
from django.utils import timezone

from notifications.models import Digest, Rhythm
from notifications.schedule import beginning, period_end

CHUNK = 1000


def plan_due(now: datetime | None = None) -> int:
    """Plan a digest for everyone whose hour has come; how many.

    Memory is that of one chunk, however many are due. Two planners at once plan nothing twice.
    """
    now = now or timezone.now()
    while Rhythm.objects.enrol_newcomers(CHUNK) == CHUNK:
        pass
    _follow_movers()
    planned = 0
    while chunk := _plan_chunk(now):
        planned += chunk
    return planned


def _follow_movers() -> None:
    """Who changed their time zone gets the next digest by their new clock."""
    for rhythm in Rhythm.objects.moved().iterator(CHUNK):
        rhythm.reschedule()
        rhythm.save(update_fields=["zone", "due_at"])


def _plan_chunk(now: datetime) -> int:
    with transaction.atomic():
        due = Rhythm.objects.due(now).select_related("user").order_by("due_at", "pk")
        chunk = list(due.select_for_update(of=("self",), skip_locked=True)[:CHUNK])
        digests = [_digest_of(row) for row in chunk if row.user.is_active]
        Digest.objects.bulk_create(digests, ignore_conflicts=True)
        # One statement for all who share a clock, not one for each user.
        chunk.sort(key=_clock)
        for _shared, rows in groupby(chunk, key=_clock):
            _move_on(list(rows), now)
    return len(chunk)


def _digest_of(row: Rhythm) -> Digest:
    due = row.due_at
    assert due is not None  # noqa: S101 - it is what `due` filters by
    return Digest(
        user_id=row.user_id,
        scope=row.scope,
        every=row.every,
        period_end=period_end(due, row.zone),
        since=beginning(due, row.last_at, row.every),
        due_at=due,
    )


def _clock(row: Rhythm) -> tuple[object, ...]:
    return (row.due_at, row.zone, row.every, row.weekday, row.hour)


def _move_on(rows: list[Rhythm], now: datetime) -> None:
    first = rows[0]
    first.last_at = first.due_at
    Rhythm.objects.filter(pk__in=[row.pk for row in rows]).update(
        last_at=first.due_at, due_at=first.next_after(now)
    )
