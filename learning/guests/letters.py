"""What guests are written to. They have no page of notices, so each letter says all of it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from communities.notices import letterhead_of
from learning.attending.models import Message
from learning.calendars import inviting
from learning.certificates.rules import can_have_certificate
from learning.certificates.signing import certificate_of
from learning.guests.events import GuestAsked, GuestTold
from learning.guests.models import Guest
from learning.guests.signing import confirmation_of
from learning.slips.signing import mail_of, slip_of
from learning.workshops.models import Registration, RegistrationState, Workshop
from learning.workshops.registered import leaving, where_to_be
from learning.workshops.when import moment_in_words
from notifications import letters
from notifications.letterhead import Letterhead
from notifications.mailing import Invitation


class Sort(StrEnum):
    SEAT = "seat"
    MOVED = "moved"
    ELSEWHERE = "elsewhere"
    CANCELLED = "cancelled"
    MESSAGE = "message"
    RECORDED = "recorded"
    BEGINS = "begins"
    OVER = "over"


OF_SEATS: dict[str, str | Promise] = {
    RegistrationState.CONFIRMED: _("You have a seat in a workshop"),
    RegistrationState.WAITLISTED: _("You are on the waiting list of a workshop"),
    RegistrationState.OFFERED: _("A seat in a workshop is free for you"),
    RegistrationState.ASKED: _("You asked to come to a workshop"),
    RegistrationState.DECLINED: _("Those who host a workshop cannot take you in"),
    RegistrationState.CANCELLED: _("You do not come to a workshop any more"),
}
SENTENCES: dict[str, str | Promise] = {
    Sort.MOVED: _("A workshop that you come to was moved to another time"),
    Sort.ELSEWHERE: _("Where a workshop is that you come to has changed"),
    Sort.CANCELLED: _("A workshop that you wanted to come to is cancelled"),
    Sort.MESSAGE: _("Those who give a workshop write to those who come"),
    Sort.RECORDED: _("The recording of a workshop that you wanted to come to is there"),
    Sort.BEGINS: _("A workshop of yours begins soon"),
    Sort.OVER: _("Thank you for coming"),
}


class ToGuest(letters.Letter):
    action = _("Open the workshop")

    def letterhead(self, thing: Any) -> Letterhead:
        return letterhead_of(thing.workshop.community)

    def address(self, thing: Any) -> str:
        email: str = thing.guest.email
        return email


@dataclass(frozen=True)
class Asking:
    guest: Guest

    @property
    def workshop(self) -> Workshop:
        return self.guest.workshop


@letters.on(GuestAsked)
class ConfirmThatYouCome(ToGuest):
    """Or sign in, where that address has an account: which only its reader is told."""

    template = "learning/emails/guest_asked"
    sentence = _("Confirm that you come to a workshop of {name}")
    action = _("Confirm")
    why = _("You get this because somebody gave this address to come to a workshop.")

    def load(self, event: GuestAsked) -> Asking | None:
        guest = Guest.objects.filter(pk=event.guest_id, mails=event.mails).first()
        if guest is None:
            return None
        guest.workshop = Workshop.objects.for_page().get(pk=guest.workshop_id)
        return Asking(guest) if guest.workshop.is_open_to_guests else None

    def url(self, thing: Asking) -> str:
        return thing.workshop.address if thing.guest.has_account else confirmation_of(thing.guest)

    def mail(self, thing: Asking) -> dict[str, Any]:
        return {"url": self.url(thing), "has_account": thing.guest.has_account}


@dataclass(frozen=True)
class News:
    registration: Registration
    sort: str
    sentence: str | Promise
    text: str = ""

    @property
    def guest(self) -> Any:
        return self.registration.guest

    @property
    def workshop(self) -> Workshop:
        return self.registration.workshop

    @property
    def slip(self) -> str:
        return slip_of(self.registration)


@letters.on(GuestTold)
class NewsForGuest(ToGuest):
    template = "learning/emails/guest"
    sentence = _("News of a workshop of {name}")
    action = _("Your seat")
    why = _("You get this because you registered for this workshop with this address.")

    def load(self, event: GuestTold) -> News | None:
        """As it is now; what has become something else since is told by the next letter."""
        found = Registration.objects.select_related("guest").exclude(guest=None)
        mine = found.filter(pk=event.registration_id).first()
        if mine is None or mine.guest is None or not mine.guest.wants_mail:
            return None
        mine.workshop = Workshop.objects.for_page().get(pk=mine.workshop_id)
        said = TELLING[Sort(event.sort)](mine, event.number)
        if said is None:
            return None
        sentence = OF_SEATS[mine.state] if event.sort == Sort.SEAT else SENTENCES[event.sort]
        return News(mine, event.sort, sentence, said)

    def url(self, thing: News) -> str:
        return thing.slip

    def stop(self, thing: News) -> str:
        """Not the slip itself, where a click would give the seat back."""
        return mail_of(thing.registration)

    def invitation(self, thing: News) -> Invitation | None:
        mine, seated = thing.registration, thing.registration.is_coming
        offered = mine.is_offered
        if thing.sort == Sort.CANCELLED or (
            thing.sort == Sort.SEAT and mine.state == RegistrationState.CANCELLED
        ):
            return inviting.cancel(mine, reply_to="")
        if thing.sort in {Sort.SEAT, Sort.MOVED, Sort.ELSEWHERE} and (seated or offered):
            return inviting.request(mine, reply_to="", asks=offered)
        return None

    def mail(self, thing: News) -> dict[str, Any]:
        mine = thing.registration
        is_to_come = thing.workshop.is_to_come
        return {
            "where": where_to_be(mine) if is_to_come else "",
            "leave": leaving(mine) if is_to_come and mine.is_current else "",
            "links": _remains(mine) if thing.workshop.is_past else [],
        }


def _remains(mine: Registration) -> list[tuple[str | Promise, str]]:
    workshop = mine.workshop
    links: list[tuple[str | Promise, str]] = []
    page = workshop.get_absolute_url()
    if hasattr(workshop, "recording"):
        links.append((_("See the recording"), f"{page}#recording"))
    if workshop.materials:
        links.append((_("Materials"), f"{page}#part-materials"))
    if can_have_certificate(workshop, mine):
        links.append((_("Your certificate of attendance"), certificate_of(mine)))
    return links


def _of_seat(mine: Registration, changes: int) -> str | None:
    if mine.changes != changes or not mine.workshop.is_to_come:
        return None
    if mine.is_offered and mine.offer_ends_at:
        until = moment_in_words(mine.offer_ends_at, mine.workshop.zone)
        return str(_("It is kept for you until %(until)s.") % {"until": until})
    return mine.note if mine.is_declined else ""


def _of_move(mine: Registration, sequence: int) -> str | None:
    is_last = mine.workshop.sequence == sequence and mine.workshop.is_to_come
    return mine.workshop.note if is_last else None


def _of_place(mine: Registration, version: int) -> str | None:
    return "" if mine.workshop.is_to_come and mine.is_coming else None


def _of_cancellation(mine: Registration, _number: int) -> str | None:
    return mine.workshop.note if mine.workshop.is_cancelled else None


def _of_message(mine: Registration, pk: int) -> str | None:
    message = Message.objects.filter(pk=pk).first()
    if message is None or not message.reached().filter(pk=mine.pk).exists():
        return None
    return message.text


def _of_recording(mine: Registration, _number: int) -> str | None:
    return "" if hasattr(mine.workshop, "recording") else None


def _of_beginning(mine: Registration, _number: int) -> str | None:
    return "" if mine.workshop.is_to_come and mine.is_coming else None


def _of_end(mine: Registration, _number: int) -> str | None:
    return "" if mine.workshop.is_past and mine.is_coming else None


TELLING: dict[Sort, Callable[[Registration, int], str | None]] = {
    Sort.SEAT: _of_seat,
    Sort.MOVED: _of_move,
    Sort.ELSEWHERE: _of_place,
    Sort.CANCELLED: _of_cancellation,
    Sort.MESSAGE: _of_message,
    Sort.RECORDED: _of_recording,
    Sort.BEGINS: _of_beginning,
    Sort.OVER: _of_end,
}
