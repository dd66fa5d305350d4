"""From a mail that was kept to what becomes of it: the order in which it is asked about.

a bounce, or from a machine?    dropped, or told to who counts bounces
whom is it for?                 the tag in its address
who says so?                    the sender is known here, and is who they say; else held
what does it say?               what a calendar answers; else its text without what it quotes:
                                a command, or what is posted, with files
may they?                       the same doors, rules and verbs as on the site
posted                          in one transaction with the row that says so
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils import translation

from accounts.models import User
from core.calendars.reading import Answer, Unreadable
from core.errors import DomainError
from core.events import publish
from core.limits import Limit, TooMany
from notifications import bounces, unsubscribing
from notifications.events import UnsubscribedByMail
from notifications.inbound import referring, refusing
from notifications.inbound.addresses import space_of, tag_in, token_of
from notifications.inbound.automatic import ensure_a_person_wrote, is_bounce
from notifications.inbound.declaring import (
    Act,
    Destination,
    Written,
    command_in,
    destinations,
    word_of,
)
from notifications.inbound.incoming import Incoming
from notifications.inbound.outcomes import Dropped, Held, Refused
from notifications.inbound.reasons import Reason
from notifications.inbound.sender import Vouched, vouched
from notifications.inbound.writing import (
    Files,
    Text,
    ensure_fit,
    has_files,
    keep_files,
    read_text,
    with_files,
)
from notifications.models import Arrival, Email, ReplyAddress, Unsubscription
from notifications.models.arrival import State
from notifications.redacting import without_title

log = structlog.get_logger(__name__)

WRITING = Limit("post by mail", 40, per=timedelta(hours=1))
MOST_RECIPIENTS = 10
STOP = "unsubscribe"


def take_waiting(*, seconds: float) -> None:
    """See to what waits until nothing does, or the time is over. One that kills its worker waits
    longer each time, and has failed in the end."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and (arrival := Arrival.objects.claim()):
        if arrival.attempts > Arrival.MAX_ATTEMPTS:
            arrival.settle(State.FAILED, Reason.BROKEN)
        else:
            see_to(arrival)


def see_to(arrival: Arrival, *, released: bool = False) -> None:
    """Do what the mail asks for, or say why not. ``released``: whom it is from let it pass."""
    Visit(arrival, Incoming.of(arrival), released=released).go()


def release(arrival: Arrival) -> Arrival:
    """Do what a held mail asks for, since whom it is from says that they wrote it."""
    see_to(arrival, released=True)
    return arrival


@dataclass(frozen=True)
class Place:
    """What a mail is for: a thing of an app, by the name that its kind knows it by."""

    kind: str
    name: str

    @property
    def destination(self) -> Destination:
        if self.kind not in destinations:
            raise Refused(Reason.NO_ANSWERS)
        return destinations[self.kind]

    @property
    def invites(self) -> bool:
        return self.kind in destinations and self.destination.invites

    def url(self, *, by: User) -> str:
        """Empty where they may not see it."""
        named = self.destination.named(self.name, by=by)
        return named.url if named else ""


class Visit:
    def __init__(self, arrival: Arrival, mail: Incoming, *, released: bool) -> None:
        self.arrival, self.mail, self.released = arrival, mail, released
        arrival.sender, arrival.subject = mail.sender[:320], mail.subject[:300]

    def go(self) -> None:
        try:
            self._act()
        except Dropped as outcome:
            self._settle(State.DROPPED, outcome.reason)
        except Held as outcome:
            refusing.hold(self.arrival, outcome, may_answer=self._may_answer)
        except Refused as outcome:
            refusing.refuse(self.arrival, outcome, may_answer=self._may_answer)

    def _act(self) -> None:
        tag = self.mail.tag or ""
        came_back = token_of(tag, "b")
        if came_back or is_bounce(self.mail):
            self._take_back(came_back or self._token_of_returned())
            return
        stopping = token_of(tag, "u") or self._token_in_subject()
        if stopping:
            self._unsubscribe(stopping)
            return
        if token := token_of(tag, "r"):
            self._answer(token)
            return
        ensure_a_person_wrote(self.mail)
        if slugs := space_of(tag):
            self._begin("/".join(slugs))
        elif self.mail.came_to_mailbox:
            user = self._known_sender()
            if vouched(self.mail) is Vouched.YES:
                self._be(user)
            raise Refused(referring.reason_against(self.mail))
        else:
            raise Refused(Reason.UNKNOWN_ADDRESS)

    def _take_back(self, token: str) -> None:
        with transaction.atomic():  # or it would count twice against the address
            if not Arrival.objects.lock(self.arrival.pk).is_settled:
                bounces.take(self.mail.message, token)
                self._settle(State.DROPPED, Reason.BOUNCE)

    def _token_of_returned(self) -> str:
        """That of the mail which comes back to the one mailbox, where its id is no mere number."""
        returned = self.mail.returned_id
        if not self.mail.came_to_mailbox or tag_in(returned) is None:
            return ""
        found = Email.objects.filter(message_id=returned)
        return found.values_list("token", flat=True).first() or ""

    # Who says so

    def _answer(self, token: str) -> None:
        address = ReplyAddress.objects.find(token)
        if address is None:
            ensure_a_person_wrote(self.mail)
            raise Refused(Reason.UNKNOWN_ADDRESS)
        kind, _colon, name = address.target.partition(":")
        place = Place(kind, name)
        by_calendar = place.invites and self.mail.answers_invitation
        ensure_a_person_wrote(self.mail, by_calendar=by_calendar)
        self._ensure_invited(place, address.user)
        self._ensure_holder_wrote(address)
        self._be(address.user)
        if address.is_revoked:
            raise Refused(Reason.REVOKED)
        # One is invited a long time ahead, and the calendar keeps the address.
        if address.has_expired and not place.invites:
            raise Refused(Reason.EXPIRED, url=place.url(by=address.user))
        self._deliver(place, by=address.user)

    def _ensure_invited(self, place: Place, user: User) -> None:
        """Who got an invitation passed on answers it in their own name: they get one by
        registering, and this one stays its holder's."""
        answer = self._calendar_says(place)
        if answer is None or self._is_of(user, answer.attendee):
            return
        # Their answer, by a program that names them otherwise, is theirs to set right.
        self.arrival.is_theirs = self._is_of(user, self.mail.sender)
        raise Refused(Reason.NOT_INVITED, url=without_title(place.url(by=user)))

    def _calendar_says(self, place: Place) -> Answer | None:
        if not place.invites:
            return None
        try:
            return self.mail.invitation_answer
        except Unreadable as error:
            raise Refused(Reason.UNREADABLE) from error

    def _is_of(self, user: User, address: str) -> bool:
        return address == user.email.lower() or user.has_address(address)

    def _ensure_holder_wrote(self, address: ReplyAddress) -> None:
        """The token shows that they got our mail; it may have been passed on since."""
        if self.released:
            return
        user = address.user
        is_theirs = self._is_of(user, self.mail.sender)
        if not is_theirs and (address.is_revoked or address.has_expired or not user.is_active):
            raise Refused(Reason.REVOKED)
        if not is_theirs and any(user.has_address(named) for named in self.mail.relayed_for):
            raise Held(Reason.RELAYED, by=user)
        if not is_theirs:
            raise Held(Reason.OTHER_SENDER, by=user)
        if vouched(self.mail) is Vouched.NO:
            raise Held(Reason.UNPROVEN, by=user)

    def _begin(self, name: str) -> None:
        """A new topic. The address of a space is no secret, so their provider has to vouch."""
        user = self._known_sender()
        if not self.released and vouched(self.mail) is not Vouched.YES:
            raise Held(Reason.UNPROVEN, by=user)
        self._be(user)
        self._deliver(Place("space", name), by=user)

    def _known_sender(self) -> User:
        if self.released and self.arrival.user:
            return self.arrival.user
        if not self.mail.sender:
            raise Refused(Reason.SEVERAL_SENDERS)
        known = EmailAddress.objects.filter(verified=True, email__iexact=self.mail.sender)
        found = known.select_related("user").first()
        if found is None:
            if vouched(self.mail) is Vouched.NO:
                raise Dropped(Reason.FORGED)
            raise Refused(Reason.UNKNOWN_SENDER)
        return found.user

    def _be(self, user: User) -> None:
        """From here on the mail is this user's, and so are answers to it."""
        self.arrival.user, self.arrival.is_theirs = user, True
        if not user.is_active:
            raise Refused(Reason.ACCOUNT_CLOSED)
        if self.mail.recipient_count > MOST_RECIPIENTS:
            raise Refused(Reason.RECIPIENTS)
        try:
            WRITING.spend(f"user:{user.pk}")
        except TooMany as error:
            raise Refused(Reason.TOO_OFTEN) from error

    # What it says

    def _deliver(self, place: Place, *, by: User) -> None:
        destination = place.destination
        with translation.override(by.language):
            if answer := self._calendar_says(place):
                self._take_answer(answer, place, by)
                return
            text = read_text(self.mail)
            if self._says_stop(text.markdown):
                self._stop(destination.stream(_find(destination.seen, place, by)), by)
            elif act := command_in(place.kind, text.markdown):
                self._obey(act, place, by)
            else:
                self._post(place, text, by)

    def _post(self, place: Place, text: Text, by: User) -> None:
        files = Files()
        if has_files(self.mail):
            _find(place.destination.find, place, by)  # or files would be kept for nothing
            files = keep_files(self.mail, text, by=by)
        markdown = with_files(text, files)
        ensure_fit(text, markdown)
        written = Written(
            subject=self.mail.subject,
            markdown=markdown,
            quoted=text.quoted,
            message_id=self.arrival.message_id,
            key=self.arrival.key[:40],
        )

        def post() -> str:
            thing = _find(place.destination.find, place, by)
            return place.destination.take(thing, written, by=by)

        self._carry_out(post, State.POSTED, said="\n".join(files.refused)[:1000])

    def _obey(self, act: Act, place: Place, by: User) -> None:
        def obey() -> str:
            act(_find(place.destination.seen, place, by), by=by)
            return place.url(by=by)

        self._carry_out(obey, State.OBEYED)

    def _take_answer(self, answer: Answer, place: Place, by: User) -> None:
        def take() -> str:
            thing = _find(place.destination.seen, place, by)
            place.destination.answer(thing, answer, by=by, message_id=self.arrival.message_id)
            return place.url(by=by)

        self._carry_out(take, State.OBEYED)

    def _says_stop(self, markdown: str) -> bool:
        return STOP in (word_of(markdown), self.mail.subject.strip().lower())

    def _stop(self, stream: str, by: User) -> None:
        def stop() -> str:
            Unsubscription.objects.stop(stream, by=by)
            publish(UnsubscribedByMail(self.arrival.pk, stream))
            return ""

        self._carry_out(stop, State.OBEYED)

    def _unsubscribe(self, token: str) -> None:
        """Whoever holds the token may, as by the link: mail programs send this by themselves."""
        subscription = unsubscribing.find(token)
        if subscription is None:
            raise Dropped(Reason.AUTOMATIC)

        def stop() -> str:
            if not subscription.is_stopped:
                subscription.stop()
                publish(UnsubscribedByMail(self.arrival.pk, subscription.stream))
            return ""

        self.arrival.user = subscription.user
        self._carry_out(stop, State.OBEYED)

    def _token_in_subject(self) -> str:
        """Of mails from before there were addresses for it."""
        verb, _space, token = self.mail.subject.partition(" ")
        return token.strip() if verb.lower() == STOP and "." in token else ""

    # What becomes of it

    def _carry_out(self, act: Callable[[], str], state: State, *, said: str = "") -> None:
        """Once: a worker that was thought dead finds that another has done it."""
        try:
            with transaction.atomic():
                if Arrival.objects.lock(self.arrival.pk).is_settled:
                    return
                url = act()
                self._settle(state, Reason.FILES if said else "", said=said, url=url)
                if said:
                    refusing.tell(self.arrival)
        except DomainError as error:
            raise Refused(Reason.NOT_ALLOWED, said=error.message) from error

    def _settle(self, state: State, reason: str, **fields: Any) -> None:
        known = {name: getattr(self.arrival, name) for name in ("sender", "subject", "user")}
        self.arrival.settle(state, reason, is_theirs=self.arrival.is_theirs, **known, **fields)

    @property
    def _may_answer(self) -> bool:
        """Not whoever never wrote to us: a forger would have us write to strangers."""
        return not self.released and vouched(self.mail) is not Vouched.NO


def _find(ask: Callable[..., Any], place: Place, by: User) -> Any:
    """Through the doors that the site has."""
    try:
        return ask(place.name, by=by)
    except Http404 as error:
        raise Refused(Reason.GONE) from error
    except PermissionDenied as error:
        raise Refused(Reason.NOT_ALLOWED, said=str(error)) from error
