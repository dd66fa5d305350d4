"""Invitations, as a mail brings them to its reader's calendar: RFC 5546 and 6047.

Each names its reader alone, so nobody learns from it who else comes.
"""

from datetime import UTC
from typing import Any

from django.utils import timezone

from accounts.models import User
from core.calendars.writing import Attendee, Method, Partstat, Party, Status, calendar
from learning.calendars.entries import entry_of, nobody
from learning.calendars.models import InvitationAnswer
from learning.workshops.models import Registration, Workshop
from notifications.mailing import Invitation


def seat_in(workshop: Workshop, user: User) -> Registration | None:
    """That which they have or are offered: who only waits is invited to nothing."""
    mine: Registration | None = (
        Registration.objects.seated()
        .of(user)
        .filter(workshop=workshop)
        .select_related("invitation_answer")
        .first()
    )
    if mine:
        mine.workshop, mine.user = workshop, user
    return mine


def request(mine: Registration, *, reply_to: str, asks: bool) -> Invitation:
    """``asks``: whether they have yet to say that they come, now or at this hour."""
    said = Partstat.TENTATIVE if mine.comes_perhaps else Partstat.ACCEPTED
    partstat = Partstat.NEEDS_ACTION if asks else said
    status = Status.CONFIRMED  # also for who is offered a seat: it is the workshop that stands
    return _to(
        mine,
        Method.REQUEST,
        reply_to,
        partstat,
        asks=asks,
        status=status,
        sees_link=mine.is_coming,
    )


def request_anew(mine: Registration, *, reply_to: str) -> Invitation:
    """As it is by now, with what they have said of this hour."""
    answer: InvitationAnswer | None = getattr(mine, "invitation_answer", None)
    has_answered = answer is not None and answer.is_of(mine)
    asks = not has_answered and mine.workshop.sequence > 0
    return request(mine, reply_to=reply_to, asks=asks or not mine.is_coming)


def cancel(mine: Registration, *, reply_to: str) -> Invitation:
    """Of the workshop, or for this one person.

    For one it keeps the number that the others have: they may come back, and are then invited with
    it again.
    """
    status = Status.CANCELLED if mine.workshop.is_cancelled else None
    said = {"status": status, "sees_link": False}
    return _to(mine, Method.CANCEL, reply_to, Partstat.DECLINED, asks=False, **said)


def decline_counter(mine: Registration, *, reply_to: str) -> Invitation:
    said = {"status": Status.CONFIRMED, "sees_link": mine.is_coming}
    partstat = Partstat.NEEDS_ACTION
    return _to(mine, Method.DECLINECOUNTER, reply_to, partstat, asks=False, **said)


def _to(
    mine: Registration,
    method: Method,
    reply_to: str,
    partstat: Partstat,
    *,
    asks: bool,
    **said: Any,
) -> Invitation:
    workshop = mine.workshop
    organizer = Party(workshop.community.name, reply_to) if reply_to else nobody(workshop)
    attendee = Attendee(mine.name, mine.email, partstat, is_asked=asks and bool(reply_to))
    entry = entry_of(
        workshop,
        mine=mine,
        stamp=timezone.now().astimezone(UTC),
        organizer=organizer,
        attendee=attendee,
        **said,
    )
    return Invitation(method.value, calendar([entry], method))
