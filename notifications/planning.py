"""Who is due a digest: asked every minute, answered once for each user and period."""

from datetime import datetime
from itertools import groupby

from django.db import transaction
from django.utils import timezone

from notifications.models import Digest, Preference
from notifications.schedule import WEEK, period_start

CHUNK = 1000


def plan_due(now: datetime | None = None) -> int:
    """Plan a digest for everyone whose hour has come; how many.

    Memory is that of one chunk, however many are due. Two planners at once plan nothing twice.
    """
    now = now or timezone.now()
    while Preference.objects.enrol_newcomers(CHUNK) == CHUNK:
        pass
    _follow_movers()
    planned = 0
    while chunk := _plan_chunk(now):
        planned += chunk
    return planned


def _follow_movers() -> None:
    """Who changed their time zone gets the next digest by their new clock."""
    for preference in Preference.objects.moved().iterator(CHUNK):
        preference.reschedule()
        preference.save(update_fields=["zone", "digest_due_at"])


def _plan_chunk(now: datetime) -> int:
    with transaction.atomic():
        due = Preference.objects.due(now).select_related("user").order_by("digest_due_at", "pk")
        chunk = list(due.select_for_update(of=("self",), skip_locked=True)[:CHUNK])
        digests = [_digest_of(row) for row in chunk if row.user.is_active]
        Digest.objects.bulk_create(digests, ignore_conflicts=True)
        # One statement for all who share a clock, not one for each user.
        chunk.sort(key=_clock)
        for _shared, rows in groupby(chunk, key=_clock):
            _move_on(list(rows), now)
    return len(chunk)


def _digest_of(row: Preference) -> Digest:
    due = row.digest_due_at
    assert due is not None  # noqa: S101 - it is what `due` filters by
    return Digest(
        user_id=row.user_id,
        period_start=period_start(due, row.zone),
        since=max(row.digest_last_at or due - WEEK, due - 2 * WEEK),
        due_at=due,
    )


def _clock(row: Preference) -> tuple[object, ...]:
    return (row.digest_due_at, row.zone, row.digest_weekday, row.digest_hour)


def _move_on(rows: list[Preference], now: datetime) -> None:
    first = rows[0]
    first.digest_last_at = first.digest_due_at
    Preference.objects.filter(pk__in=[row.pk for row in rows]).update(
        digest_last_at=first.digest_due_at, digest_due_at=first.next_digest(now)
    )
