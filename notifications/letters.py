"""Mail that is not news to a user: an invitation goes to an address that may be nobody's yet.

    @letters.on(InvitationSent)
    class InvitationLetter(letters.Letter):
        template = "communities/emails/invitation"

It is only ever sent because somebody asked for it, and is in no stream of an account; one of
several can say where they are stopped.
"""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any, ClassVar

from django.conf import settings
from django.db import transaction
from django.template.loader import get_template
from django.utils.functional import Promise

from accounts.models import User
from core.events import name_of, subscribe
from notifications import redacting
from notifications.letterhead import Letterhead
from notifications.mailing import Invitation, Mail
from notifications.models import Email
from notifications.models.email import message_id
from notifications.telling import ring


class Letter:
    template: ClassVar[str]
    # What it says where no mail may hold words of members; {name} is its letterhead's.
    sentence: ClassVar[str | Promise]
    action: ClassVar[str | Promise]
    why: ClassVar[str | Promise]

    def load(self, event: Any) -> Any:
        """Find what it is about as it is now; None where there is nothing to write any more."""
        raise NotImplementedError

    def address(self, thing: Any) -> str:
        raise NotImplementedError

    def letterhead(self, thing: Any) -> Letterhead:
        raise NotImplementedError

    def url(self, thing: Any) -> str:
        raise NotImplementedError

    def writer(self, thing: Any) -> User | None:
        return None

    def stop(self, thing: Any) -> str:
        """The path to which one click in the mail program POSTs, to have no more of them."""
        return ""

    def answers(self, thing: Any) -> str:
        """The Message-ID of the mail that it answers by itself, so that none answers it again."""
        return ""

    def invitation(self, thing: Any) -> Invitation | None:
        """What its reader's calendar is told."""
        return None

    def mail(self, thing: Any) -> dict[str, Any]:
        """What its templates need, beside ``thing``."""
        return {}

    @property
    def name(self) -> str:
        return name_of(type(self))


letters: dict[str, Letter] = {}
_event_types: dict[str, type] = {}


def on(event_type: type) -> Callable[[type[Letter]], type[Letter]]:
    """Write such a letter for every such event."""

    def register(letter_class: type[Letter]) -> type[Letter]:
        letter = letter_class()
        letters[letter.name], _event_types[letter.name] = letter, event_type

        def listen(event: Any) -> None:
            queue(letter, event)

        # A subscriber is known by its name, which outlives a restart: it has to be the class's.
        listen.__module__, listen.__qualname__ = letter_class.__module__, letter_class.__qualname__
        subscribe(event_type)(listen)
        return letter_class

    return register


def queue(letter: Letter, event: Any) -> None:
    thing = letter.load(event)
    if thing is None:
        return
    Email.objects.create(address=letter.address(thing), kind=letter.name, payload=asdict(event))
    transaction.on_commit(ring, robust=True)


def event_of(email: Email) -> Any:
    return _event_types[email.kind](**(email.payload or {}))


def write(letter: Letter, thing: Any, email: Email) -> Mail:
    head = letter.letterhead(thing)
    fixed: dict[str, Any] = {
        "address": email.address,
        "letterhead": head,
        "message_id": message_id(f"letter/{email.pk}"),
        "answers": letter.answers(thing),
        "stop": letter.stop(thing),
    }
    if redacting.redacts():
        sentence = str(letter.sentence).format(name=head.name)
        said = {
            "sentence": sentence,
            "action": letter.action,
            "why": letter.why,
            "url": settings.SITE_ORIGIN + letter.url(thing),
        }
        template = f"{redacting.TEMPLATE}/letter"
        return Mail(subject=sentence, template=template, context=said, **fixed)
    context = {"thing": thing, "origin": settings.SITE_ORIGIN, **letter.mail(thing)}
    return Mail(
        subject=get_template(f"{letter.template}/subject.txt").render(context),
        template=f"{letter.template}/body",
        writer=letter.writer(thing),
        invitation=letter.invitation(thing),
        context=context,
        **fixed,
    )
