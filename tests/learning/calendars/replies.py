"""Answers to invitations, as calendar programs send them."""

from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

from django.utils import timezone
from icalendar import Calendar, Event, vCalAddress, vText

from tests.learning.calendars.invitations import address_in, invitation_in
from tests.notifications.inbound.mails import a_mail, come


def answer_to(
    mail: Any,
    said: str,
    *,
    by: str = "",
    sender: str = "",
    method: str = "REPLY",
    stamp: datetime | None = None,
    garbled: tuple[bytes, bytes] = (b"", b""),
    **changes: Any,
) -> EmailMessage:
    """What a program makes of the button that its reader presses below an invitation."""
    _method, event = invitation_in(mail)
    by = by or address_in(event, "ATTENDEE")
    reply, calendar = Event(), Calendar()
    attendee = vCalAddress(f"mailto:{by}")
    attendee.params["PARTSTAT"] = vText(said)
    for name in ("UID", "SEQUENCE", "DTSTART", "DTEND", "ORGANIZER", "SUMMARY"):
        reply[name] = event[name]
    reply.add("DTSTAMP", stamp or timezone.now() + timedelta(seconds=1))
    reply.add("ATTENDEE", attendee)
    for name, value in changes.items():
        reply.pop(name, None)
        reply.add(name, value)
    calendar.add("METHOD", method)
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", "-//A program//EN")
    calendar.add_component(reply)
    to = address_in(event, "ORGANIZER")
    message = a_mail(to, by=sender or by, subject=said.capitalize(), text="")
    message["Auto-Submitted"] = "auto-generated"  # as some programs mark what a button sends
    params = {"method": method}
    content = calendar.to_ical().replace(*garbled) if garbled[0] else calendar.to_ical()
    message.add_alternative(content, maintype="text", subtype="calendar", params=params)
    return message


def press(mail: Any, said: str, **how: Any):
    """What became of the answer."""
    return come(answer_to(mail, said, **how))
