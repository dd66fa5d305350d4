"""Invitations as they arrive in a mailbox."""

from typing import Any

from icalendar import Calendar


def parts_of(mail) -> tuple[Any, Any]:
    """What a program shows buttons for, and the file."""
    mixed = list(mail.iter_parts())
    alternative, file = mixed
    assert (mail.get_content_type(), alternative.get_content_type()) == (
        "multipart/mixed",
        "multipart/alternative",
    )
    kinds = [part.get_content_type() for part in alternative.iter_parts()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    assert file.get_filename() == "invite.ics"
    return list(alternative.iter_parts())[2], file


def bytes_of(mail) -> bytes:
    part, file = parts_of(mail)
    content = part.get_payload(decode=True)
    assert content == file.get_payload(decode=True)
    assert b"\n" not in content.replace(b"\r\n", b"")
    return content


def invitation_in(mail) -> tuple[str, Any]:
    """Its method, which its part names too, and its event."""
    calendar = Calendar.from_ical(bytes_of(mail))
    part, _file = parts_of(mail)
    assert part.get_param("method") == calendar["METHOD"]
    assert part.get_content_charset() == "utf-8"
    [event] = calendar.events
    assert set(calendar.get_used_tzids()) == {zone.tz_name for zone in calendar.timezones}
    return str(calendar["METHOD"]), event


def is_invitation(mail) -> bool:
    return any(part.get_content_type() == "text/calendar" for part in mail.walk())


def address_in(event, name: str) -> str:
    return str(event[name]).removeprefix("mailto:")
