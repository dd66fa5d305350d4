"""When somebody is not to be disturbed, by the clock on their wall."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """When the day begins there."""
    return datetime.combine(day, time(0), zone).astimezone(UTC)


def end_of_quiet(moment: datetime, zone: ZoneInfo, begins: time, ends: time) -> datetime:
    """When the quiet hours that the moment falls into are over; the moment itself outside them.

    They may pass midnight. Where the clocks skip their end, it is the hour after; where they repeat
    it, the first, and a moment that is in them again waits for the second.
    """
    here = moment.astimezone(zone)
    now = here.time()
    if begins < ends:
        if not begins <= now < ends:
            return moment
        day = here.date()
    elif now >= begins:
        day = here.date() + timedelta(days=1)
    elif now < ends:
        day = here.date()
    else:
        return moment
    over = datetime.combine(day, ends, zone).astimezone(UTC)
    again = datetime.combine(day, ends.replace(fold=1), zone).astimezone(UTC)
    return over if over > moment else again
