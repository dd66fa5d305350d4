"""What an app declares about notices, in its own ``notices.py``.

    @notices.on(AnswerAccepted)
    class YourAnswerWasAccepted(notices.Kind):
        def load(self, event): …

Order is precedence: of two kinds with one key for one person, the one declared first tells.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from core.events import name_of, subscribe
from notifications.letterhead import Letterhead
from notifications.matters import Matter
from notifications.telling import tell

if TYPE_CHECKING:
    from notifications.mailing import Invitation
    from notifications.models import Notice


class Place(Protocol):
    """Whose visibility a thing follows: a community or a space."""

    @property
    def scope(self) -> str: ...
    @property
    def audience(self) -> list[str]: ...


@dataclass(frozen=True)
class Own:
    """What a mail says to one reader alone, below what it says to all of them."""

    text: str = ""
    links: tuple[tuple[str, str], ...] = ()  # each its words, and its path


class Kind:
    """One way in which an event becomes news to somebody. Texts are for the person told."""

    matter: ClassVar[Matter]  # what it is about, as one chooses how to be told
    label: ClassVar[str | Promise]  # a sentence, with {actor} where the actor is named
    action: ClassVar[str | Promise] = _("Open")  # the mail's button
    template: ClassVar[str] = ""  # the folder of its mail; without one it is told in the app alone
    why: ClassVar[str | Promise] = _("You get this because it concerns you.")
    stop: ClassVar[str | Promise] = _("Stop emails about this")  # of its group, where it has one
    # The subject of a mail that must hold no title. One for all kinds that share a group.
    subject: ClassVar[str | Promise] = _("News from {name}")
    # Its mail tells a calendar, and so goes out even where the notice was read in the app before.
    invites: ClassVar[bool] = False

    def load(self, event: Any) -> Any:
        """Find what the event is about as it is now; None where it is gone or no news any more."""
        raise NotImplementedError

    def load_once(self, event: Any, found: dict[Any, Any]) -> Any:
        """The same, for one of several kinds that may share what they ``found`` for the event."""
        return self.load(event)

    def recipients(self, thing: Any) -> QuerySet[User]:
        """Whom it concerns now. It is asked again before a mail goes out."""
        raise NotImplementedError

    def key(self, thing: Any) -> str:
        """Name the thing told of: nobody is told one key twice."""
        raise NotImplementedError

    def title(self, thing: Any) -> str:
        raise NotImplementedError

    def url(self, thing: Any) -> str:
        raise NotImplementedError

    def letterhead(self, thing: Any) -> Letterhead:
        raise NotImplementedError

    def place(self, thing: Any) -> Place | None:
        """Where it may be seen by whoever is told; None: by this one person, wherever they are."""
        raise NotImplementedError

    def actor(self, thing: Any) -> User | None:
        return None

    def excerpt(self, thing: Any) -> str:
        return ""

    def group(self, thing: Any) -> str:
        """What it belongs with on the page and in the mail: ``topic:9``."""
        return self.key(thing)

    def replies_to(self, notice: "Notice") -> str:
        """What a reply to its mail answers, as `notifications.inbound` knows it: ``post:17``."""
        return ""

    def references(self, thing: Any) -> tuple[str, ...]:
        """The Message-IDs of mails by which what it tells of, or what that answers, came in."""
        return ()

    def began_with(self, thing: Any, user: User) -> str:
        """The Message-ID of the mail by which this user began what its mails continue."""
        return ""

    def invitation(self, thing: Any, user: User, *, reply_to: str) -> "Invitation | None":
        """What this reader's calendar is told by its mail; ``reply_to`` is where they answer, or
        empty. Of a mail with several pieces of news the last one's counts."""
        return None

    def own(self, thing: Any, user: User) -> Own:
        """What its mail says to this reader alone, such as where they give their seat back."""
        return Own()

    def mail(self, thing: Any) -> dict[str, Any]:
        """What the templates of its mail need, beside ``thing``."""
        return {}

    @property
    def name(self) -> str:
        return name_of(type(self))


kinds: dict[str, Kind] = {}
_event_types: dict[str, type] = {}  # by the name of the kind
_in_order: dict[tuple[str, type], list[Kind]] = defaultdict(list)


def on(event_type: type) -> Callable[[type[Kind]], type[Kind]]:
    """Tell of every such event in the way the class describes."""

    def register(kind_class: type[Kind]) -> type[Kind]:
        kind = kind_class()
        kinds[kind.name], _event_types[kind.name] = kind, event_type
        mine = _in_order[kind_class.__module__, event_type]
        if not mine:
            _listen(kind_class.__module__, event_type, mine)
        mine.append(kind)
        return kind_class

    return register


def _listen(module: str, event_type: type, mine: list[Kind]) -> None:
    """One subscriber for all that a module tells of an event: their order is a promise."""

    def listen(event: Any) -> None:
        tell(mine, event)

    # A subscriber is known by its name, which has to outlive a restart.
    listen.__module__, listen.__qualname__ = module, f"tell_of_{event_type.__name__}"
    subscribe(event_type)(listen)


def kinds_of(event: Any) -> list[list[Kind]]:
    """What each module tells of such an event, each in its order."""
    return [mine for (_module, event_type), mine in _in_order.items() if event_type is type(event)]


def sentence(kind: Kind, actor: User | None) -> str:
    """Its label with the actor's name in it."""
    return str(kind.label).format(actor=actor.name if actor else _("Somebody"))


def sentence_of_several(kind: Kind, actors: Sequence[User | None]) -> str:
    """The same of several: "Ann and 2 others answered your question"."""
    people = list(dict.fromkeys(actors))
    first = people[0]
    if first is None or len(people) == 1:
        return sentence(kind, first)
    if len(people) == 2 and people[1]:
        names = _("%(one)s and %(other)s") % {"one": first.name, "other": people[1].name}
    else:
        others = ngettext("%(name)s and %(n)d other", "%(name)s and %(n)d others", len(people) - 1)
        names = others % {"name": first.name, "n": len(people) - 1}
    return str(kind.label).format(actor=names)


def event_of(kind: str, payload: dict[str, Any]) -> Any:
    """The event again, from what a notice kept of it."""
    return event_type_of(kind)(**payload)


def event_type_of(kind: str) -> type:
    return _event_types[kind]
