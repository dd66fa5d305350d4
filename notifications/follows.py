"""What can be followed: each app declares its kinds of target in its ``notices.py``."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.permissions import ALLOW, Verdict
from notifications.models import Follow, Level

MOST_DIGITS = 19  # of an id that the database can hold
KEY = "[a-z_]{1,20}:[0-9]{1,18}"  # what a key can look like in an address


@dataclass(frozen=True)
class Target:
    """Something that can be followed, as one viewer sees it."""

    key: str  # "topic:9"
    name: str
    url: str
    levels: dict[Level, str | Promise]  # those that make sense for it, each with what it means
    may_follow: Verdict = ALLOW


@dataclass(frozen=True)
class Name:
    name: str
    url: str


class Targets:
    """One kind of target: ``@follows.targets("topic")`` on a class like this declares it."""

    def find(self, viewer: Any, pk: int) -> Target | None:
        """None where the viewer does not see it."""
        raise NotImplementedError

    def names(self, viewer: Any, pks: Sequence[int]) -> dict[int, Name]:
        """What those of them are called that the viewer sees."""
        raise NotImplementedError


_declared: dict[str, Targets] = {}


def targets(prefix: str) -> Callable[[type[Targets]], type[Targets]]:
    def register(declared: type[Targets]) -> type[Targets]:
        _declared[prefix] = declared()
        return declared

    return register


def is_target(key: str) -> bool:
    return key.partition(":")[0] in _declared


def find(viewer: Any, key: str) -> Target | None:
    prefix, number = _parts(key)
    return _declared[prefix].find(viewer, number) if prefix in _declared else None


def names(viewer: Any, keys: Iterable[str]) -> dict[str, Name]:
    """What those of the targets are called that the viewer sees; a query or two for each kind."""
    wanted: dict[str, list[int]] = defaultdict(list)
    for key in keys:
        prefix, number = _parts(key)
        wanted[prefix].append(number)
    return {
        f"{prefix}:{pk}": name
        for prefix, pks in wanted.items()
        if prefix in _declared
        for pk, name in _declared[prefix].names(viewer, pks).items()
    }


def _parts(key: str) -> tuple[str, int]:
    prefix, _colon, number = key.partition(":")
    is_id = number.isascii() and number.isdecimal() and len(number) < MOST_DIGITS
    return (prefix, int(number)) if is_id else ("", 0)


@dataclass(frozen=True)
class Control:
    """What the page needs to show the levels of a target, and which of them is the viewer's."""

    target: Target
    level: Level

    @classmethod
    def of(cls, viewer: Any, target: Target) -> "Control":
        """For a target that hangs below nothing else."""
        if not target.may_follow:
            return cls(target, Level.NORMAL)
        return cls(target, Follow.objects.level_of(viewer, [[target.key]]))


def levels_of_place(what_is_new: str | Promise) -> dict[Level, str | Promise]:
    """The levels of anything that topics are in."""
    return {
        Level.WATCHING: _("You are told of every new topic and every reply."),
        Level.TRACKING: _("What is new is counted as unread. You get no notice of it."),
        Level.FIRST_POST: what_is_new,
        Level.NORMAL: _("You are told when somebody names you, or replies to you."),
        Level.MUTED: _("You are told nothing, and your digest leaves it out."),
    }
