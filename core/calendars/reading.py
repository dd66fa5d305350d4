"""What somebody's calendar program says to an invitation, in a mail: RFC 5546 and 6047.

Programs write such mails, and strangers can: nothing in it is believed here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.message import EmailMessage
from enum import StrEnum
from typing import Any

from icalendar import Calendar

from core.calendars.writing import Partstat

KINDS = ("text/calendar", "application/ics")
LONGEST = 256 * 1024  # bytes; a real one has a few kilobytes
LONGEST_COMMENT = 500
# What the library raises at what no program should have written.
BROKEN = (ValueError, LookupError, AttributeError, TypeError, ArithmeticError)


class Unreadable(ValueError):
    """It is an answer, and does not say what it has to."""


class Saying(StrEnum):
    REPLY = "REPLY"
    COUNTER = "COUNTER"  # rather at another time


@dataclass(frozen=True)
class Answer:
    method: Saying
    uid: str
    sequence: int
    stamp: datetime
    attendee: str  # an address in small letters
    partstat: Partstat
    recurrence: str  # of a series: which one; empty where it is one
    begins: datetime | None
    ends: datetime | None
    comment: str


def answer_in(message: EmailMessage) -> Answer | None:
    """None where there is none in the mail. Raises Unreadable."""
    for part in _calendars_in(message):
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            found = read(content)
            if found:
                return found
    return None


def read(content: bytes) -> Answer | None:
    """None of a calendar that is no answer. Raises Unreadable."""
    if len(content) > LONGEST:
        raise Unreadable
    try:
        calendar: Any = Calendar.from_ical(content)
        method = str(calendar.get("METHOD", "")).strip().upper()
        if method not in set(Saying):
            return None
        return _read(Saying(method), calendar)
    except BROKEN as error:
        raise Unreadable from error


def _read(method: Saying, calendar: Any) -> Answer:
    events = calendar.walk("VEVENT")
    if not events:
        raise Unreadable
    event = events[0]
    attendees = event.get("ATTENDEE")
    # One answers for oneself; some programs name it as a list of one.
    [attendee] = attendees if isinstance(attendees, list) else [attendees]
    return Answer(
        method=method,
        uid=str(event["UID"]),
        sequence=int(event.get("SEQUENCE", 0)),
        stamp=_moment(event["DTSTAMP"].dt),
        attendee=_address(attendee),
        partstat=_partstat(attendee),
        recurrence=_text(event, "RECURRENCE-ID"),
        begins=_moment_of(event, "DTSTART"),
        ends=_moment_of(event, "DTEND"),
        comment=_comment(event),
    )


def _calendars_in(message: EmailMessage) -> Iterator[Any]:
    """Not those in a mail that was passed on as a file."""
    if message.get_content_maintype() == "message":
        return
    if message.is_multipart():
        for part in message.iter_parts():
            yield from _calendars_in(part)  # type: ignore[arg-type]
    elif message.get_content_type() in KINDS:
        yield message


def _address(attendee: Any) -> str:
    address = str(attendee).strip()
    if address.lower().startswith("mailto:"):
        address = address[len("mailto:") :]
    if "@" not in address:
        raise Unreadable
    return address.strip().lower()


def _partstat(attendee: Any) -> Partstat:
    """What is not known says nothing yet: RFC 5545, 3.2.12."""
    said = str(getattr(attendee, "params", {}).get("PARTSTAT", "")).upper()
    return Partstat(said) if said in set(Partstat) else Partstat.NEEDS_ACTION


def _moment(at: Any) -> datetime:
    if not isinstance(at, datetime):
        raise Unreadable
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)


def _moment_of(event: Any, name: str) -> datetime | None:
    """None of a whole day, and of an hour of clocks that nobody knows."""
    value = event.get(name)
    at: date | None = value.dt if value is not None else None
    if isinstance(at, datetime) and at.tzinfo:
        return at.astimezone(UTC)
    return None


def _text(event: Any, name: str) -> str:
    value = event.get(name)
    return "" if value is None else value.to_ical().decode()


def _comment(event: Any) -> str:
    said = event.get("COMMENT", "")
    words = said if isinstance(said, list) else [said]
    return " ".join(" ".join(map(str, words)).replace("\0", "").split())[:LONGEST_COMMENT]
