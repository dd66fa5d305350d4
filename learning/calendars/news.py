"""What is told of answers to invitations: to hosts, and to who gave them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communities.notices import letterhead_of
from learning.calendars import inviting
from learning.calendars.events import OldInvitationAnswered, OtherTimeProposed
from learning.readers import readers_of
from learning.workshops import matters
from learning.workshops.models import Registration, Workshop
from learning.workshops.notices import WorkshopNews, found, hosts_of
from learning.workshops.when import When
from notifications import letters, notices
from notifications.inbound.replying import addresses_for
from notifications.letterhead import Letterhead
from notifications.mailing import Invitation


@dataclass(frozen=True)
class Proposal:
    registration: Registration
    when: When
    comment: str
    message_id: str

    @property
    def workshop(self) -> Workshop:
        return self.registration.workshop


@dataclass(frozen=True)
class Invited:
    registration: Registration
    message_id: str

    @property
    def workshop(self) -> Workshop:
        return self.registration.workshop


def registered(pk: int) -> Registration | None:
    """As long as they may read of it, and it is planned or was."""
    mine = Registration.objects.filter(pk=pk).select_related("user").first()
    workshop = found(mine.workshop_id, "published", "cancelled") if mine else None
    if mine is None or workshop is None:
        return None
    if not readers_of(workshop).filter(pk=mine.user_id or 0, is_active=True).exists():
        return None
    mine.workshop = workshop
    return mine


def proposal_of(event: OtherTimeProposed) -> Proposal | None:
    mine = registered(event.registration_id)
    if mine is None:
        return None
    begins, ends = (datetime.fromisoformat(at) for at in (event.starts_at, event.ends_at))
    when = When.on(begins, ends, mine.workshop.zone)
    return Proposal(mine, when, event.comment, event.message_id)


@notices.on(OtherTimeProposed)
class SomebodyProposesAnotherTime(WorkshopNews):
    """Told to those who can move it."""

    matter = matters.HOSTED
    label = _("{actor} would rather come to a workshop at another time")
    action = _("Look whether to move it")
    why = _("You get this because you host this workshop.")

    def load(self, event: OtherTimeProposed) -> Proposal | None:
        return proposal_of(event)

    def recipients(self, thing: Proposal) -> QuerySet[User]:
        return hosts_of(thing.workshop)

    def actor(self, thing: Proposal) -> User:
        return thing.registration.member

    def said(self, thing: Proposal) -> str:
        said = _("They propose: %(when)s.") % {"when": thing.when}
        return f"{said} {thing.comment}".strip()

    def key(self, thing: Proposal) -> str:
        return f"workshop_counter:{thing.registration.pk}:{thing.when.starts_at:%Y%m%dT%H%M}"


class ToWhoAnswered(letters.Letter):
    why = _("You get this because your calendar answered an invitation of ours.")
    action = _("Open the workshop")

    def address(self, thing: Any) -> str:
        return thing.registration.user.email

    def letterhead(self, thing: Any) -> Letterhead:
        return letterhead_of(thing.workshop.community)

    def url(self, thing: Any) -> str:
        return thing.workshop.address  # without its title, for mails that hold no words of members

    def answers(self, thing: Any) -> str:
        return thing.message_id


@letters.on(OtherTimeProposed)
class ItStaysAsItIs(ToWhoAnswered):
    """The answer that their calendar waits for, until hosts move it for all."""

    template = "learning/emails/counter"
    sentence = _("Your proposal of another time was passed on in {name}")

    def load(self, event: OtherTimeProposed) -> Proposal | None:
        return proposal_of(event)

    def invitation(self, thing: Proposal) -> Invitation:
        return inviting.decline_counter(thing.registration, reply_to=reply_to(thing.registration))


@letters.on(OldInvitationAnswered)
class ItHasMoved(ToWhoAnswered):
    """With the invitation as it is now, for their calendar to ask them again."""

    template = "learning/emails/moved"
    sentence = _("A workshop of {name} has moved since you were invited")

    def load(self, event: OldInvitationAnswered) -> Invited | None:
        mine = registered(event.registration_id)
        return Invited(mine, event.message_id) if mine else None

    def invitation(self, thing: Invited) -> Invitation | None:
        mine = inviting.seat_in(thing.workshop, thing.registration.member)
        if mine is None:
            return None
        if mine.workshop.is_cancelled:
            return inviting.cancel(mine, reply_to=reply_to(mine))
        return inviting.request_anew(mine, reply_to=reply_to(mine))


def reply_to(mine: Registration) -> str:
    """That of the mails which invited them; empty where no mail comes in."""
    target, source = mine.workshop.target, letterhead_of(mine.workshop.community).stream
    made = addresses_for({(mine.member.pk, target, source)}, {mine.member.pk: mine.member})
    return made.get((mine.member.pk, target), "")
