"""Calendars of what is due on a day or at an hour: it takes no time, and keeps nobody busy."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, vUri

from core.calendars.writing import Method, envelope, printable

SHOWN = timedelta(minutes=15)  # how long a moment is on the page of a calendar


@dataclass(frozen=True)
class Deadline:
    uid: str
    at: date | datetime
    title: str
    text: str
    url: str
    changed_at: datetime
    sequence: int


def calendar(name: str, deadlines: Iterable[Deadline]) -> bytes:
    """One that programs subscribe to, and ask for every hour."""
    written: Calendar = envelope(Method.PUBLISH, name=name)
    for deadline in deadlines:
        written.add_component(_event(deadline))
    return bytes(written.to_ical())


def _event(deadline: Deadline) -> Event:
    event, changed = Event(), deadline.changed_at.astimezone(UTC)
    is_hour = isinstance(deadline.at, datetime)
    at = deadline.at.astimezone(UTC) if isinstance(deadline.at, datetime) else deadline.at
    event.add("UID", deadline.uid)
    event.add("DTSTAMP", changed)
    event.add("LAST-MODIFIED", changed)
    event.add("SEQUENCE", deadline.sequence)
    event.add("DTSTART", at)
    event.add("DTEND", at + (SHOWN if is_hour else timedelta(days=1)))
    event.add("SUMMARY", printable(deadline.title))
    event.add("DESCRIPTION", printable(deadline.text))
    event.add("URL", vUri(deadline.url))
    event.add("TRANSP", "TRANSPARENT")
    return event
