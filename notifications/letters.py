"""Mail that is not news to a user: an invitation goes to an address that may be nobody's yet.

    @letters.on(InvitationSent)
    class InvitationLetter(letters.Letter):
        template = "communities/emails/invitation"

It cannot be unsubscribed from, so it is only ever sent because somebody asked for it.
"""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any, ClassVar

from django.db import transaction

from accounts.models import User
from core.events import name_of, subscribe
from notifications.letterhead import Letterhead
from notifications.models import Email
from notifications.telling import ring


class Letter:
    template: ClassVar[str]

    def load(self, event: Any) -> Any:
        """Find what it is about as it is now; None where there is nothing to write any more."""
        raise NotImplementedError

    def address(self, thing: Any) -> str:
        raise NotImplementedError

    def letterhead(self, thing: Any) -> Letterhead:
        raise NotImplementedError

    def writer(self, thing: Any) -> User | None:
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
