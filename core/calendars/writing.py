"""Calendars of what happens at an hour, written with the library, which folds and escapes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vText, vUri

from core.calendars.zones import timezone_of

PRODUCT = "-//Guildhall//EN"
REFRESHED = timedelta(hours=1)


class Method(StrEnum):
    PUBLISH = "PUBLISH"  # to read, not to answer
    REQUEST = "REQUEST"  # an invitation, or what has changed of it
    CANCEL = "CANCEL"
    DECLINECOUNTER = "DECLINECOUNTER"  # no, it is not moved to when somebody proposed


class Status(StrEnum):
    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


class Partstat(StrEnum):
    """What somebody has said to an invitation."""

    NEEDS_ACTION = "NEEDS-ACTION"
    ACCEPTED = "ACCEPTED"
    TENTATIVE = "TENTATIVE"
    DECLINED = "DECLINED"


@dataclass(frozen=True)
class Party:
    """Whom a calendar names, and where it writes to."""

    name: str
    address: str


@dataclass(frozen=True)
class Attendee(Party):
    partstat: Partstat
    is_asked: bool  # whether their program offers them to answer


@dataclass(frozen=True)
class Entry:
    """One thing in a calendar. ``zone`` is an IANA name, whose clocks it is planned by."""

    uid: str
    sequence: int
    stamp: datetime
    begins: datetime
    ends: datetime
    zone: str
    title: str
    text: str
    place: str
    url: str
    organizer: Party
    status: Status | None = Status.CONFIRMED  # None: it is said of one person, and not of all
    join_link: str = ""
    attendee: Attendee | None = None


def calendar(entries: Sequence[Entry], method: Method, *, name: str = "") -> bytes:
    """``name``: of one that programs subscribe to, and ask for every hour."""
    written = envelope(method, name=name)
    events = [_event(entry) for entry in entries]
    # Clocks that never differ from UTC need no explaining: the library writes their hours as UTC.
    used = {event["DTSTART"].params.get("TZID") for event in events}
    for zone in sorted({entry.zone for entry in entries} & used):
        years = [at.year for one in entries if one.zone == zone for at in (one.begins, one.ends)]
        # A year more on both sides: an hour of one is another's elsewhere.
        written.add_component(timezone_of(zone, min(years) - 1, max(years) + 1))
    for event in events:
        written.add_component(event)
    return bytes(written.to_ical())


def envelope(method: Method, *, name: str = "") -> Calendar:
    """A calendar with nothing in it yet."""
    written = Calendar()
    written.add("VERSION", "2.0")
    written.add("PRODID", PRODUCT)
    written.add("METHOD", method.value)
    if name:
        written.add("NAME", name)
        written.add("X-WR-CALNAME", vText(name))
        written.add("REFRESH-INTERVAL", REFRESHED, parameters={"VALUE": "DURATION"})
        written.add("X-PUBLISHED-TTL", vText("PT1H"))
    return written


def _event(entry: Entry) -> Event:
    event, zone = Event(), ZoneInfo(entry.zone)
    event.add("UID", entry.uid)
    event.add("SEQUENCE", entry.sequence)
    event.add("DTSTAMP", entry.stamp)
    event.add("DTSTART", entry.begins.astimezone(zone))
    event.add("DTEND", entry.ends.astimezone(zone))
    event.add("SUMMARY", printable(entry.title))
    for name, text in (("DESCRIPTION", entry.text), ("LOCATION", entry.place)):
        if text:
            event.add(name, printable(text))
    if entry.join_link:
        said = {"VALUE": "URI", "FEATURE": "VIDEO", "LABEL": "Join"}
        event.add("CONFERENCE", vUri(entry.join_link), parameters=said)
    event.add("URL", vUri(entry.url))
    event.add("ORGANIZER", _address(entry.organizer))
    if entry.attendee:
        event.add("ATTENDEE", _attendee(entry.attendee))
    if entry.status:
        event.add("STATUS", entry.status.value)
    return event


def _address(party: Party) -> vCalAddress:
    address = vCalAddress(f"mailto:{party.address}")
    # A quote cannot be said in a parameter, and ends it.
    address.params["CN"] = vText(printable(party.name).replace('"', "'").replace("\n", " "))
    return address


def _attendee(attendee: Attendee) -> vCalAddress:
    address = _address(attendee)
    address.params["CUTYPE"] = vText("INDIVIDUAL")
    address.params["ROLE"] = vText("REQ-PARTICIPANT")
    address.params["PARTSTAT"] = vText(attendee.partstat.value)
    address.params["RSVP"] = vText("TRUE" if attendee.is_asked else "FALSE")
    return address


def printable(text: str) -> str:
    """Without what RFC 5545 lets no value hold."""
    text = text.replace("\r\n", "\n")
    return "".join(char for char in text if char >= " " or char in "\n\t")
