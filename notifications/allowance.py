"""How many mails with news one gets in a day, by the clock on one's wall.

What comes after them is told in the app, and in the next digest. Letters, what the account itself
is told and digests are not counted; an invitation goes out however many there were, for the
calendar that it is for does not read the app.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from notifications.models import Email

LONGEST_DAY = timedelta(hours=25)  # on which the clocks go back


class Allowance:
    """Of readers whose mails were claimed together: read once for all of them."""

    def __init__(self, emails: list[Email], users: Mapping[int, User], now: datetime) -> None:
        self._gone: Counter[int] = Counter()
        self._ahead: dict[int, list[int]] = defaultdict(list)  # in other workers' hands
        if not settings.MAIL_DAILY_MOST:
            return
        midnights = {pk: _midnight(user, now) for pk, user in users.items()}
        mine = {email.pk for email in emails}
        for user, pk, taken_at in Email.objects.going_out(users, since=now - LONGEST_DAY):
            if taken_at is None and pk not in mine:
                self._ahead[user].append(pk)
            elif taken_at is not None and taken_at >= midnights[user]:
                self._gone[user] += 1

    def left(self, email: Email) -> int | None:
        """How many may still go, this one among them; None where as many as there are.

        Two workers that have mails of one reader count those of the other that are older, so that
        both together let no more go.
        """
        if not settings.MAIL_DAILY_MOST:
            return None
        user = email.user_id or 0
        ahead = sum(pk < email.pk for pk in self._ahead[user])
        return max(settings.MAIL_DAILY_MOST - self._gone[user] - ahead, 0)

    def spend(self, email: Email) -> None:
        self._gone[email.user_id or 0] += 1


def _midnight(user: User, now: datetime) -> datetime:
    here = timezone.localtime(now, user.zone)
    return here.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
