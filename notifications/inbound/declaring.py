from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar

if TYPE_CHECKING:
    from accounts.models import User
    from core.calendars.reading import Answer
    from notifications.follows import Name

LONGEST_COMMAND = 40


@dataclass(frozen=True)
class Written:
    """What somebody wrote in a mail, as it can be posted."""

    subject: str
    markdown: str
    quoted: str  # what was cut off
    message_id: str
    key: str  # the same for the same mail: a nonce


class Destination:
    """A kind of thing that mail can be sent to.

    ``name`` is what a target, ``post:17``, has behind its kind. Each verb raises `Refused`; what
    breaks an invariant raises its `DomainError` as ever, and is refused in its words.
    """

    def find(self, name: str, *, by: "User") -> Any:
        """The thing, for somebody who may write to it now."""
        raise NotImplementedError

    def take(self, thing: Any, written: Written, *, by: "User") -> str:
        """Post it, in the transaction that says so; the path of what came of it."""
        raise NotImplementedError

    def named(self, name: str, *, by: "User") -> "Name | None":
        """What it is called, and where it is; None where they may not see it."""
        return None

    def sources(self, names: set[str]) -> dict[str, str]:
        """By name, where those are that a digest may offer to answer: ``community:1``."""
        return {}

    def stream(self, thing: Any) -> str:
        """The mail that ``unsubscribe`` stops: ``topic:9``."""
        raise NotImplementedError

    def seen(self, name: str, *, by: "User") -> Any:
        """The thing, for somebody who may read it: commands need no more than that."""
        return self.find(name, by=by)

    # Whether one is invited to it, so that calendars answer.
    invites: ClassVar[bool] = False

    def answer(self, thing: Any, answer: "Answer", *, by: "User", message_id: str) -> None:
        """Do what their calendar says, in the transaction that says so. It comes more than once,
        and late."""
        raise NotImplementedError


class Act(Protocol):
    def __call__(self, thing: Any, *, by: "User") -> None: ...


destinations: dict[str, Destination] = {}
_commands: dict[tuple[str, str], Act] = {}

D = TypeVar("D", bound=type[Destination])
A = TypeVar("A", bound=Act)


def on(kind: str) -> Callable[[D], D]:
    """Take mail to things of this kind in the way the class describes."""

    def register(destination: D) -> D:
        destinations[kind] = destination()
        return destination

    return register


def command(kind: str, *words: str) -> Callable[[A], A]:
    """Do this where a reply to such a thing is one of these words, and nothing else."""

    def register(act: A) -> A:
        for word in words:
            _commands[kind, word] = act
        return act

    return register


def command_in(kind: str, markdown: str) -> Act | None:
    return _commands.get((kind, word_of(markdown)))


def word_of(markdown: str) -> str:
    """What might be a command: one short line, without its full stop and its decoration."""
    text = markdown.strip()
    if len(text) > LONGEST_COMMAND:
        return ""
    return text.strip(" .!*_`\\").removeprefix("/").lower().replace("\ufe0f", "")
