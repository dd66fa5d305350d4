"""Answers to invitations, as programs write them and as nobody should."""

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from core.calendars.reading import Answer, Saying, Unreadable, answer_in, read
from core.calendars.writing import Partstat
from tests.conftest import NO_SHARED_DATA, SHARED_DATA

REPLY = """BEGIN:VCALENDAR
PRODID:-//A program//EN
VERSION:2.0
METHOD:REPLY
BEGIN:VEVENT
UID:ws-1@hall.example
DTSTAMP:20261124T083000Z
SEQUENCE:2
DTSTART:20261201T140000Z
DTEND:20261201T153000Z
ORGANIZER:mailto:r.1@in.hall.example
ATTENDEE;PARTSTAT=ACCEPTED;CN=Ada:mailto:Ada@home.example
SUMMARY:Reading a forest plot
END:VEVENT
END:VCALENDAR
"""


def said(text: str = REPLY, **changes: str) -> bytes:
    for name, line in changes.items():
        lines = [one for one in text.splitlines() if not one.startswith(name.replace("_", "-"))]
        at = lines.index("END:VEVENT")
        text = "\n".join([*lines[:at], *filter(None, [line]), *lines[at:]])
    return text.replace("\n", "\r\n").encode()


def test_an_answer_says_who_says_what_to_which_invitation():
    assert read(said()) == Answer(
        method=Saying.REPLY,
        uid="ws-1@hall.example",
        sequence=2,
        stamp=datetime(2026, 11, 24, 8, 30, tzinfo=UTC),
        attendee="ada@home.example",
        partstat=Partstat.ACCEPTED,
        recurrence="",
        begins=datetime(2026, 12, 1, 14, tzinfo=UTC),
        ends=datetime(2026, 12, 1, 15, 30, tzinfo=UTC),
        comment="",
    )


@pytest.mark.parametrize(
    ("line", "partstat"),
    [
        ("ATTENDEE;PARTSTAT=TENTATIVE:mailto:a@x", Partstat.TENTATIVE),
        ("ATTENDEE;PARTSTAT=declined:MAILTO:a@x", Partstat.DECLINED),
        ("ATTENDEE;PARTSTAT=X-PERHAPS:mailto:a@x", Partstat.NEEDS_ACTION),
        ("ATTENDEE;PARTSTAT=DELEGATED:mailto:a@x", Partstat.NEEDS_ACTION),
        ("ATTENDEE:mailto:a@x", Partstat.NEEDS_ACTION),
    ],
)
def test_what_is_not_known_says_nothing(line, partstat):
    assert read(said(ATTENDEE=line)).partstat == partstat


def test_a_missing_number_is_the_first_and_one_of_a_series_is_named():
    assert read(said(SEQUENCE="")).sequence == 0
    one = read(said(RECURRENCE_ID="RECURRENCE-ID:20261208T140000Z"))
    assert one.recurrence == "20261208T140000Z"


def test_a_counter_says_another_time_and_why():
    text = REPLY.replace("METHOD:REPLY", "METHOD:COUNTER")
    one = read(said(text, COMMENT="COMMENT:Rather\\nin the morning"))
    assert (one.method, one.comment) == (Saying.COUNTER, "Rather in the morning")


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL", "PUBLISH", "X-OTHER"])
def test_what_is_no_answer_is_none(method):
    assert read(said(REPLY.replace("METHOD:REPLY", f"METHOD:{method}"))) is None


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"\xff\xfe\x00",
        b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n",
        said(UID=""),
        said(DTSTAMP=""),
        said(DTSTAMP="DTSTAMP:yesterday"),
        said(SEQUENCE="SEQUENCE:two"),
        said(ATTENDEE=""),
        said(ATTENDEE="ATTENDEE;PARTSTAT=ACCEPTED:urn:uuid:1"),
        said().replace(b"SUMMARY", b"ATTENDEE:mailto:b@x\r\nSUMMARY"),
        said()[:-40],
        b"x" * 300_000,
    ],
)
def test_what_is_broken_is_unreadable(broken):
    with pytest.raises(Unreadable):
        read(broken)


def mail_with(content: bytes, kind: str = "calendar", **params: str) -> EmailMessage:
    message = EmailMessage()
    message.set_content("Ada has accepted.")
    message.add_alternative(content, maintype="text", subtype=kind, params=params)
    return message


def test_it_is_found_among_the_parts_of_a_mail():
    assert answer_in(mail_with(said(), method="REPLY")).uid == "ws-1@hall.example"
    alone = EmailMessage()
    alone.set_content(said(), maintype="text", subtype="calendar")
    assert answer_in(alone).uid == "ws-1@hall.example"
    file = EmailMessage()
    file.set_content("See below")
    file.add_attachment(said(), maintype="application", subtype="ics", filename="invite.ics")
    assert answer_in(file).uid == "ws-1@hall.example"


def test_that_of_a_mail_that_was_passed_on_is_not_its_senders():
    message = EmailMessage()
    message.set_content("Look what they wrote")
    message.add_attachment(mail_with(said()))
    assert answer_in(message) is None
    assert answer_in(mail_with(b"Nothing", kind="html")) is None


# The library says so where a zone has a vendor's name, and takes the one that it ends with.
@pytest.mark.filterwarnings("ignore::icalendar.error.GloballyUniqueTZIDGuessed")
@pytest.mark.skipif(not (SHARED_DATA / "ical").exists(), reason=NO_SHARED_DATA)
def test_no_calendar_of_the_world_breaks_the_reader():
    files = [path for path in (SHARED_DATA / "ical").rglob("*.ics") if path.is_file()]
    assert len(files) > 50
    for path in files:
        for content in (
            path.read_bytes(),
            b"METHOD:REPLY\r\nBEGIN:VEVENT".join(path.read_bytes().split(b"BEGIN:VEVENT", 1)),
        ):
            try:
                read(content)
            except Unreadable:
                continue
