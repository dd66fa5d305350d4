"""Calendars as they are written, read again by a library and by eye."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from core.calendars.writing import Attendee, Entry, Method, Partstat, Party, Status, calendar
from core.calendars.zones import timezone_of

BERLIN = ZoneInfo("Europe/Berlin")
HALL = Party("The Hall", "no-reply@hall.example")


def an_entry(**changes) -> Entry:
    usual = {
        "uid": "ws-1@hall.example",
        "sequence": 0,
        "stamp": datetime(2026, 11, 23, 10, tzinfo=UTC),
        "begins": datetime(2026, 12, 1, 14, tzinfo=UTC),
        "ends": datetime(2026, 12, 1, 15, 30, tzinfo=UTC),
        "zone": "Europe/Berlin",
        "title": "Reading a forest plot",
        "text": "",
        "place": "",
        "url": "https://hall.example/w/12",
        "organizer": HALL,
    }
    return Entry(**(usual | changes))


def lines(body: bytes) -> list[str]:
    """As a reader unfolds them."""
    return body.decode().replace("\r\n ", "").split("\r\n")


def test_an_event_says_when_by_the_clocks_of_its_zone():
    said = lines(calendar([an_entry()], Method.PUBLISH))
    assert said[0] == "BEGIN:VCALENDAR"
    assert {
        "VERSION:2.0",
        "METHOD:PUBLISH",
        "UID:ws-1@hall.example",
        "SEQUENCE:0",
        "DTSTAMP:20261123T100000Z",
        "DTSTART;TZID=Europe/Berlin:20261201T150000",
        "DTEND;TZID=Europe/Berlin:20261201T163000",
        "SUMMARY:Reading a forest plot",
        'ORGANIZER;CN="The Hall":mailto:no-reply@hall.example',
        "STATUS:CONFIRMED",
        "URL:https://hall.example/w/12",
    } <= set(said)
    assert not any(line.startswith(("ATTENDEE", "CONFERENCE", "VALARM")) for line in said)


def test_lines_end_as_the_standard_wants_and_none_is_too_long():
    body = calendar([an_entry(title="Größe, Wert; 界" * 20, text="a\r\nb\x07")], Method.PUBLISH)
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    body.decode()  # none is broken within a character
    [event] = Calendar.from_ical(body).events
    assert event["SUMMARY"] == "Größe, Wert; 界" * 20
    assert event["DESCRIPTION"] == "a\nb"
    assert "DESCRIPTION:a\\nb" in lines(body)


@pytest.mark.parametrize("name", ['Ann "the late" B', "A, B; C:D", "two\r\nlines"])
def test_a_name_cannot_break_out_of_its_place(name):
    who = Attendee(name, "ann@home.example", Partstat.NEEDS_ACTION, is_asked=True)
    body = calendar([an_entry(attendee=who, title="x\r\nATTENDEE:mailto:eve@x")], Method.REQUEST)
    attendees = [line for line in lines(body) if line.startswith("ATTENDEE")]
    assert len(attendees) == 1
    assert attendees[0].endswith(":mailto:ann@home.example")
    assert "PARTSTAT=NEEDS-ACTION" in attendees[0]
    assert "RSVP=TRUE" in attendees[0]


def test_where_one_joins_is_a_conference():
    said = lines(calendar([an_entry(join_link="https://meet.example/a?b=1;c,2")], Method.PUBLISH))
    assert "CONFERENCE;FEATURE=VIDEO;LABEL=Join;VALUE=URI:https://meet.example/a?b=1;c,2" in said


def test_what_concerns_one_person_says_nothing_of_the_whole():
    said = lines(calendar([an_entry(status=None)], Method.CANCEL))
    assert not any(line.startswith("STATUS") for line in said)
    assert "STATUS:CANCELLED" in lines(calendar([an_entry(status=Status.CANCELLED)], Method.CANCEL))


def test_each_zone_is_told_once_and_all_that_are_used():
    both = [an_entry(), an_entry(uid="2"), an_entry(uid="3", zone="America/New_York")]
    said = [line for line in lines(calendar(both, Method.PUBLISH)) if line.startswith("TZID")]
    assert said == ["TZID:America/New_York", "TZID:Europe/Berlin"]


@pytest.mark.parametrize("zone", ["UTC", "Africa/Abidjan"])
def test_clocks_that_show_utc_are_not_explained(zone):
    said = lines(calendar([an_entry(zone=zone)], Method.PUBLISH))
    assert "DTSTART:20261201T140000Z" in said
    assert "BEGIN:VTIMEZONE" not in said


def test_a_calendar_that_is_subscribed_to_says_how_often_to_ask():
    said = lines(calendar([], Method.PUBLISH, name="Mine, all"))
    assert {
        "X-WR-CALNAME:Mine\\, all",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    } <= set(said)


def offset_by_rule(said, local: datetime) -> timedelta:
    """What RFC 5545 has a reader do: the last observance that has begun by its own clocks."""
    begun = [part for part in said.subcomponents if part["DTSTART"].dt <= local]
    return max(begun, key=lambda part: part["DTSTART"].dt)["TZOFFSETTO"].td


@pytest.mark.parametrize(
    "name", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"]
)
def test_a_zone_tells_each_hour_as_its_clocks_show_it(name):
    zone, said = ZoneInfo(name), timezone_of(name, 2026, 2027)
    for hour in range(365 * 24):
        local = (datetime(2026, 3, 1, tzinfo=UTC) + timedelta(hours=hour)).astimezone(zone)
        if local.fold == 0:
            assert offset_by_rule(said, local.replace(tzinfo=None)) == local.utcoffset(), local


def test_a_weekly_hour_in_berlin_stays_that_hour_over_the_change():
    """And is another one in New York for the weeks in which only one has changed."""
    new_york = ZoneInfo("America/New_York")
    shown = []
    for day in (15, 22, 29):  # of October; the clocks of Berlin change on the 25th
        begins = datetime(2026, 10, day, 18, tzinfo=BERLIN)
        entry = an_entry(begins=begins, ends=begins + timedelta(hours=1))
        [event] = Calendar.from_ical(calendar([entry], Method.PUBLISH)).events
        assert "T180000" in event["DTSTART"].to_ical().decode()
        shown.append(event["DTSTART"].dt.astimezone(new_york).hour)
    assert shown == [12, 12, 13]
