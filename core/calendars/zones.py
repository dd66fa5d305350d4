"""What the clocks of a zone do, as a VTIMEZONE says it.

Not the library's: it gives the hour at which clocks go forward as they show it after that, where
RFC 5545 (3.8.2.4) wants it as they show it before, and is an hour late so.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

STEP = timedelta(days=7)  # no clocks change twice in less


@lru_cache(maxsize=500)
def timezone_of(name: str, first: int, last: int) -> Timezone:
    """From the first of these years to the last; each change of the clocks is said by itself."""
    zone = ZoneInfo(name)
    at, end = datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 1, tzinfo=UTC)
    said = Timezone()
    said.add("TZID", name)
    said.add_component(_observance(zone, at, before=at))
    for change in _changes(zone, at, end):
        said.add_component(_observance(zone, change, before=change - timedelta(seconds=1)))
    return said


def _observance(
    zone: ZoneInfo, at: datetime, *, before: datetime
) -> TimezoneDaylight | TimezoneStandard:
    here, there = at.astimezone(zone), before.astimezone(zone)
    kind = TimezoneDaylight if here.dst() else TimezoneStandard
    observance = kind()
    was = there.utcoffset() or timedelta()
    observance.add("DTSTART", at.replace(tzinfo=None) + was)
    observance.add("TZOFFSETFROM", was)
    observance.add("TZOFFSETTO", here.utcoffset() or timedelta())
    observance.add("TZNAME", here.tzname() or "")
    return observance


def _changes(zone: ZoneInfo, at: datetime, end: datetime) -> Iterator[datetime]:
    """The moments, to the second, at which the clocks begin to show something else."""
    while at < end:
        after = min(at + STEP, end)
        if _shown(zone, at) != _shown(zone, after):
            low, high = at, after
            while high - low > timedelta(seconds=1):
                middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
                low, high = (middle, high) if _is_same(zone, at, middle) else (low, middle)
            yield high
        at = after


def _shown(zone: ZoneInfo, at: datetime) -> tuple[timedelta | None, str | None]:
    local = at.astimezone(zone)
    return local.utcoffset(), local.tzname()


def _is_same(zone: ZoneInfo, one: datetime, other: datetime) -> bool:
    return _shown(zone, one) == _shown(zone, other)
