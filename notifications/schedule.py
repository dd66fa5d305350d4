"""When a weekly thing falls due, by the clock on its reader's wall."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEK = timedelta(days=7)


def next_issue(after: datetime, zone: str, weekday: int, hour: int) -> datetime:
    """The first moment after ``after`` at which it is ``hour`` on ``weekday`` in ``zone``.

    Where the clocks skip that hour it is the hour after; where they repeat it, the first.
    """
    here = ZoneInfo(zone)
    today = after.astimezone(here).date()
    day = today + timedelta(days=(weekday - today.weekday()) % 7)
    issue = _moment(day, hour, here)
    return issue if issue > after else _moment(day + WEEK, hour, here)


def period_start(issue: datetime, zone: str) -> date:
    """The first of the seven days of which an issue tells; it names the issue's week."""
    return issue.astimezone(ZoneInfo(zone)).date() - WEEK


def _moment(day: date, hour: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(hour), zone).astimezone(UTC)
