"""What the demo's people were told, and the digest that is on its way to them.

Only the news of the last days: older notices are what nobody scrolls to. No mail went out for
them; the digest is planned, so that the worker sends it as it sends every other.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from accounts.models import User
from notifications import notices
from notifications.models import Digest, Rhythm
from notifications.models.rhythm import OVER_ALL
from notifications.schedule import WEEK, Every, period_end
from notifications.tasks import send_digests
from notifications.telling import tell_of_past

RECENT = timedelta(days=6)


def tell(event: Any, at: datetime, now: datetime) -> None:
    if now - at < RECENT:
        for kinds in notices.kinds_of(event):
            tell_of_past(kinds, event, at=at)


def plan_digests(users: Iterable[User], now: datetime) -> None:
    """One for each, as of the hour that has struck: it tells of what is there, so of today."""
    for user in users:
        due = now.astimezone(user.zone).replace(minute=0, second=0, microsecond=0)
        Digest.objects.create(
            user=user, period_end=period_end(due, user.timezone), since=due - WEEK, due_at=due
        )
        Rhythm.objects.create(user=user, last_at=due)
        Rhythm.objects.choose(
            OVER_ALL, by=user, every=Every.WEEKLY, weekday=due.weekday(), hour=due.hour
        )
    transaction.on_commit(lambda: send_digests.apply_async(retry=False), robust=True)
