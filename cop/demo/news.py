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
from notifications.models import Digest, Preference
from notifications.schedule import WEEK, period_start
from notifications.tasks import send_digests
from notifications.telling import tell_of_past

RECENT = timedelta(days=6)


def tell(event: Any, at: datetime, now: datetime) -> None:
    if now - at < RECENT:
        for kinds in notices.kinds_of(event):
            tell_of_past(kinds, event, at=at)


def plan_digests(users: Iterable[User], now: datetime) -> None:
    """One for each, as of the hour that has struck: it tells of what is there, so of today."""
    preferences = Preference.objects.of_each(users)
    for user in users:
        due = now.astimezone(user.zone).replace(minute=0, second=0, microsecond=0)
        period = period_start(due, user.timezone)
        Digest.objects.create(user=user, period_start=period, since=due - WEEK, due_at=due)
        preferences[user.pk].digest_last_at = due
        preferences[user.pk].choose(
            mails_digest=True,
            digest_weekday=due.weekday(),
            digest_hour=due.hour,
        )
    transaction.on_commit(lambda: send_digests.apply_async(retry=False), robust=True)
