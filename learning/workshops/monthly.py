"""Workshops on the days of a month, as the reader's clocks have them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Self
from urllib.parse import urlencode

from django.utils import timezone

from communities.models import Community
from core import months
from learning.workshops.listing import Listing
from learning.workshops.models import Workshop
from learning.workshops.showing import furnish

MOST = 500
STATES = ("mine", "hosting")
MONTH, AGENDA = "", "agenda"
INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True)
class OnDay:
    """A workshop on one of its days."""

    workshop: Workshop
    begins: str  # ``15:00``; empty on each day but its first
    ends: str  # empty on each day but its last


@dataclass(frozen=True)
class Sheet:
    """Which month is asked for, of which workshops, and whether as days or as lines."""

    first: date
    state: str = ""
    way: str = MONTH

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        state, way = query.get("state", ""), query.get("as", MONTH)
        return cls(
            months.month_called(query.get("month", "")),
            state if state in STATES else "",
            way if way == AGENDA else MONTH,
        )

    def address(self, **changes: str) -> str:
        """The query of this sheet with something changed; a month that is empty is this one."""
        now = {"month": f"{self.first:%Y-%m}", "state": self.state, "as": self.way} | changes
        return f"?{urlencode({name: value for name, value in now.items() if value})}"

    def month(self, viewer: Any, community: Community | None) -> months.Month[list[OnDay]]:
        """In a set number of queries, however much there is."""
        weeks = months.days_of(self.first)
        since = months.midnight(weeks[0][0])
        until = months.midnight(weeks[-1][-1] + timedelta(days=1))
        listing = Listing(state=self.state, since=since, until=until)
        found = listing.workshops(viewer, community).for_list().order_by("starts_at", "pk")
        shown = list(found[:MOST])
        furnish(viewer, shown)
        on: dict[date, list[OnDay]] = defaultdict(list)
        for workshop in shown:
            for day, one in _days_of(workshop, since.date(), until.date()):
                on[day].append(one)
        return months.month_of(self.first, lambda day: on[day])


def _days_of(workshop: Workshop, since: date, until: date) -> Iterator[tuple[date, OnDay]]:
    begins, ends = (timezone.localtime(at) for at in (workshop.starts_at, workshop.ends_at))
    first, last = begins.date(), (ends - INSTANT).date()  # midnight belongs to the day before
    day = max(first, since)
    while day <= min(last, until):
        said = (f"{begins:%H:%M}" if day == first else "", f"{ends:%H:%M}" if day == last else "")
        yield day, OnDay(workshop, *said)
        day += timedelta(days=1)
