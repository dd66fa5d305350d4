"""What a calendar holds of a workshop, for one who reads it there."""

from collections.abc import Iterable
from datetime import UTC
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext as _

from core.calendars.writing import Entry, Method, Party, Status, calendar
from learning.workshops import rules
from learning.workshops.models import Mode, Registration, Workshop
from notifications.mailing import site_address


def entry_of(
    workshop: Workshop, *, sees_link: bool, mine: Registration | None = None, **more: Any
) -> Entry:
    """``sees_link``: whether its reader may know where one joins it online."""
    link = workshop.join_link if sees_link and workshop.is_online else ""
    usual: dict[str, Any] = {
        "sequence": workshop.sequence,
        "stamp": workshop.changed_at.astimezone(UTC),
        "organizer": nobody(workshop),
        "status": status_of(workshop, mine),
    }
    return Entry(
        uid=workshop.uid,
        begins=workshop.starts_at,
        ends=workshop.ends_at,
        zone=workshop.zone,
        title=workshop.title,
        text=_said(workshop, link),
        place=_place(workshop, link, mine),
        url=address_of(workshop),
        join_link=link,
        **(usual | more),
    )


def entry_for(viewer: Any, workshop: Workshop, mine: Registration | None, **more: Any) -> Entry:
    """The same, with what this viewer may see of it."""
    sees_link = bool(rules.can_see_link(viewer, workshop, mine))
    return entry_of(workshop, sees_link=sees_link, mine=mine, **more)


def nobody(workshop: Workshop) -> Party:
    """Who invites, where nobody is asked to answer: a calendar that is read has to name one."""
    return Party(workshop.community.name, site_address("no-reply"))


def status_of(workshop: Workshop, mine: Registration | None) -> Status:
    if workshop.is_cancelled:
        return Status.CANCELLED
    waits = mine is not None and mine.is_current and not mine.is_coming
    return Status.TENTATIVE if waits else Status.CONFIRMED


def address_of(workshop: Workshop) -> str:
    return f"{settings.SITE_ORIGIN}{workshop.get_absolute_url()}"


def published(entries: Iterable[Entry], *, name: str = "") -> bytes:
    """To read, and not to answer; nobody who comes is named in it."""
    return calendar(list(entries), Method.PUBLISH, name=name)


def links_to_add(workshop: Workshop) -> list[tuple[str, str]]:
    """Pages of common calendars that come up with the workshop filled in.

    Without where one joins it, whoever follows them: an address is kept in many a log.
    """
    begins, ends = (at.astimezone(UTC) for at in (workshop.starts_at, workshop.ends_at))
    short = [f"{at:%Y%m%dT%H%M%SZ}" for at in (begins, ends)]
    long = [f"{at:%Y-%m-%dT%H:%M:%SZ}" for at in (begins, ends)]
    title, text, place = workshop.title, _said(workshop, ""), _place(workshop, "", None)
    outlook = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": title,
        "startdt": long[0],
        "enddt": long[1],
        "body": text,
        "location": place,
    }
    google = {
        "action": "TEMPLATE",
        "text": title,
        "dates": "/".join(short),
        "ctz": workshop.zone,
        "details": text,
        "location": place,
    }
    yahoo = {
        "v": "60",
        "title": title,
        "st": short[0],
        "et": short[1],
        "desc": text,
        "in_loc": place,
    }
    return [
        ("Google", _with("https://calendar.google.com/calendar/render", google)),
        ("Outlook", _with("https://outlook.live.com/calendar/0/deeplink/compose", outlook)),
        ("Office 365", _with("https://outlook.office.com/calendar/0/deeplink/compose", outlook)),
        ("Yahoo", _with("https://calendar.yahoo.com/", yahoo)),
    ]


def _with(address: str, said: dict[str, str]) -> str:
    return f"{address}?{urlencode(said)}"


def _said(workshop: Workshop, link: str) -> str:
    """Programs of old show nothing of a conference, so where one joins is in words too."""
    join = _("Join online: %(link)s") % {"link": link} if link else ""
    return "\n\n".join(filter(None, [workshop.note, workshop.gist, join, address_of(workshop)]))


def _place(workshop: Workshop, link: str, mine: Registration | None) -> str:
    """Where one comes in one's own way; of who comes in none yet, the room before the screen."""
    there = workshop.venue if workshop.is_in_a_place else ""
    screen = (link or _("Online")) if workshop.is_online else ""
    comes_online = mine is not None and mine.is_current and mine.mode == Mode.ONLINE
    return (screen or there) if comes_online else (there or screen)
