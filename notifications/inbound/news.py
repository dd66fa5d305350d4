"""What is told of mail that came in: to whom it claims to be from, and to who sent it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from notifications import follows, letters, matters, notices
from notifications.events import MailHeld, MailRefused, UnsubscribedByMail
from notifications.inbound.reasons import Reason
from notifications.inbound.refusing import address_of
from notifications.letterhead import Letterhead, of_site
from notifications.matters import Heading
from notifications.models import Arrival, Way
from notifications.models.arrival import State

MAIL = matters.declare(
    "mail",
    _("Email that waits for you"),
    _("An email came in your name, and nobody vouches for its sender."),
    heading=Heading.WORK,
    order=90,
    usual=Way.APP,
    may_be_mailed=False,
    may_be_none=False,
)


@notices.on(MailHeld)
class MailWaitsForYou(notices.Kind):
    """In the app alone: whoever wrote the mail is told by a letter."""

    matter = MAIL
    label = _("An email in your name waits for you")

    def load(self, event: MailHeld) -> Arrival | None:
        return Arrival.objects.filter(pk=event.arrival_id, state=State.HELD).first()

    def recipients(self, arrival: Arrival) -> QuerySet[User]:
        return User.objects.filter(pk=arrival.user_id or 0)

    def key(self, arrival: Arrival) -> str:
        return f"held:{arrival.pk}"

    def group(self, arrival: Arrival) -> str:
        return "held"

    def title(self, arrival: Arrival) -> str:
        return arrival.subject or str(_("An email without a subject"))

    def url(self, arrival: Arrival) -> str:
        return reverse("notifications:held")

    def letterhead(self, arrival: Arrival) -> Letterhead:
        return of_site("mail")

    def place(self, arrival: Arrival) -> None:
        return None


class Answer(letters.Letter):
    """To a mail that came in. No program answers it: it comes from nobody."""

    why = _("You get this because an email came to us from your address.")

    def letterhead(self, thing: Any) -> Letterhead:
        return of_site("mail")

    def answers(self, thing: Any) -> str:
        return thing.message_id

    def address(self, thing: Any) -> str:
        return address_of(thing)


@letters.on(MailRefused)
class YourMailWasRefused(Answer):
    template = "notifications/emails/refused"
    sentence = _("Your email was not posted as it is")
    action = _("See what became of it")

    def load(self, event: MailRefused) -> Arrival | None:
        return Arrival.objects.filter(pk=event.arrival_id).select_related("user").first()

    def url(self, arrival: Arrival) -> str:
        return reverse("notifications:arrivals")

    def mail(self, arrival: Arrival) -> dict[str, Any]:
        was_invitation = arrival.reason == Reason.NOT_INVITED
        is_answer = was_invitation or arrival.reason == Reason.NOT_UNDERSTOOD
        return {
            "advice": arrival.advice,
            "is_held": arrival.state == State.HELD,
            "is_answer": is_answer,
            "is_posted": arrival.state == State.POSTED,
            # What is behind it is only for whom it is about; an invitation says where that is.
            "said": arrival.said if arrival.is_theirs else "",
            "link": arrival.url if arrival.is_theirs or was_invitation else "",
        }


@dataclass(frozen=True)
class Stopped:
    arrival: Arrival
    user: User
    stream: str

    @property
    def message_id(self) -> str:
        return self.arrival.message_id


@letters.on(UnsubscribedByMail)
class YouAreUnsubscribed(Answer):
    """To the account's own address, whoever sent the mail."""

    template = "notifications/emails/unsubscribed"
    sentence = _("You are unsubscribed")
    action = _("Choose what you are told")

    def load(self, event: UnsubscribedByMail) -> Stopped | None:
        found = Arrival.objects.filter(pk=event.arrival_id).exclude(user=None)
        arrival = found.select_related("user").first()
        return Stopped(arrival, arrival.user, event.stream) if arrival and arrival.user else None

    def url(self, stopped: Stopped) -> str:
        return reverse("notifications:settings")

    def address(self, stopped: Stopped) -> str:
        return stopped.user.email

    def mail(self, stopped: Stopped) -> dict[str, Any]:
        name = follows.names(stopped.user, [stopped.stream]).get(stopped.stream)
        return {"name": name.name if name else ""}
