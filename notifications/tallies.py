"""How many digests went out to members of a community and how many did not, with why.

Never to whom: what is of fewer than five is shown as just that.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from notifications.models import Digest
from notifications.models.digest import State
from notifications.models.email import Reason
from notifications.models.rhythm import OVER_ALL

SPAN = timedelta(days=28)
FEWEST = 5


@dataclass(frozen=True)
class Skipped:
    reason: str
    count: str


@dataclass
class Tally:
    """The issues of one day."""

    day: date
    sent: int = 0
    skipped: dict[str, int] = field(default_factory=dict)  # by reason

    @property
    def sent_in_words(self) -> str:
        return in_words(self.sent)

    @property
    def reasons(self) -> list[Skipped]:
        """Why the others were not, the commonest reason first."""
        by_count = sorted(self.skipped.items(), key=lambda one: -one[1])
        return [Skipped(str(Reason(reason).label), in_words(count)) for reason, count in by_count]


def in_words(count: int) -> str:
    if 0 < count < FEWEST:
        return _("fewer than %(n)d") % {"n": FEWEST}
    return str(count)


def tallies(scope: str, members: Any) -> list[Tally]:
    """Of the digest of the scope and of those over all, to these users; the latest day first."""
    rows = (
        Digest.objects.filter(
            user__in=members,
            scope__in=[OVER_ALL, scope],
            period_end__gt=timezone.localdate() - SPAN,
            state__in=[State.SENT, State.SKIPPED],
        )
        .values_list("period_end", "state", "reason")
        .annotate(n=Count("pk"))
        .order_by()
    )
    by_day: dict[date, Tally] = {}
    for day, state, reason, count in rows:
        tally = by_day.setdefault(day, Tally(day))
        if state == State.SENT:
            tally.sent += count
        else:
            tally.skipped[reason] = tally.skipped.get(reason, 0) + count
    return sorted(by_day.values(), key=lambda tally: tally.day, reverse=True)
