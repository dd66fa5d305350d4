"""When a thing with a rhythm falls due, by the clock on its reader's wall."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


class Every(models.TextChoices):
    DAILY = "daily", _("Every day")
    WEEKLY = "weekly", _("Every week")
    FORTNIGHTLY = "fortnightly", _("Every two weeks")
    MONTHLY = "monthly", _("Every month")
    OFF = "off", _("Never")


LENGTH = {
    Every.DAILY: DAY,
    Every.WEEKLY: WEEK,
    Every.FORTNIGHTLY: 2 * WEEK,
    Every.MONTHLY: timedelta(days=31),
}
# After a change of rhythm, day or zone the next issue is not sent right behind the last one.
APART = {
    Every.DAILY: timedelta(hours=12),
    Every.WEEKLY: timedelta(days=4),
    Every.FORTNIGHTLY: timedelta(days=9),
    Every.MONTHLY: timedelta(days=18),
}


def next_issue(after: datetime, zone: str, every: str, weekday: int, hour: int) -> datetime:
    """The first moment after ``after`` at which an issue falls due in ``zone``.

    Where the clocks skip that hour it is the hour after; where they repeat it, the first.
    """
    here = ZoneInfo(zone)
    days = _days(after.astimezone(here).date(), Every(every), weekday)
    return next(moment for day in days if (moment := _moment(day, hour, here)) > after)


def period_end(issue: datetime, zone: str) -> date:
    """The day on which an issue falls due where its reader is; it names the issue's period."""
    return issue.astimezone(ZoneInfo(zone)).date()


def beginning(issue: datetime, last: datetime | None, every: str) -> datetime:
    """From when an issue tells: since the one before, if that is not long ago."""
    length = LENGTH[Every(every)]
    if last is None:
        return issue - length
    return max(last, issue - max(2 * length, 2 * WEEK))


def _days(today: date, every: Every, weekday: int) -> Iterator[date]:
    """The days of issues from today on."""
    if every is Every.DAILY:
        return (today + n * DAY for n in count())
    first = today + timedelta(days=(weekday - today.weekday()) % 7)
    weeks = (first + n * WEEK for n in count())
    if every is Every.FORTNIGHTLY:
        return (day for day in weeks if _is_even_week(day))
    if every is Every.MONTHLY:
        return (day for day in weeks if day.day <= 7)
    return weeks


def _is_even_week(day: date) -> bool:
    """Counted on from one Monday for ever, so that no change of day, hour or year shifts it."""
    return (day.toordinal() - 1) // 7 % 2 == 0


def _moment(day: date, hour: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(hour), zone).astimezone(UTC)
