"""What an app declares about the digest, in its own ``digest.py``.

    @digest.section
    class SolvedThisWeek(digest.Section):
        title = _("Solved this week")
        def gather(self, readers): …

A section gathers for many readers at once, because a week of a thousand readers of one community
is one week. The order in which sections are declared is their order in the letter.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import ClassVar

from django.utils.functional import Promise

from accounts.models import User
from core.events import name_of
from notifications import letterhead
from notifications.letterhead import Letterhead
from notifications.models.follow import Chain, Level, effective
from notifications.models.rhythm import OVER_ALL

COMMUNITY = "community:"  # what a scope begins with, and the key of whoever belongs to it


@dataclass(frozen=True)
class Item:
    """One thing in a digest. ``key`` finds it again: `Section.recall`."""

    key: str
    title: str
    url: str  # a path
    meta: str = ""
    excerpt: str = ""
    place: str = ""  # the community's name, shown where a reader has several
    audience: Sequence[str] = ()
    tells: tuple[str, ...] = ()  # what the ledger knows it by, where that is not `key`

    @property
    def ledger_keys(self) -> tuple[str, ...]:
        return self.tells or (self.key,)


@dataclass(frozen=True)
class Reader:
    """Who gets a digest, and of which time."""

    user: User
    keys: set[str]  # as `core.audience.keys_for` gives them
    since: datetime
    until: datetime
    scope: str = ""  # "community:3": of this one alone
    apart: frozenset[str] = frozenset()  # scopes that have a digest of their own, or none
    levels: dict[str, Level] = field(default_factory=dict)  # those they chose, by target
    parted: set[int] = field(default_factory=set)  # ids of users they block, or who block them

    def mutes(self, chain: Chain) -> bool:
        return effective(self.levels, chain) == Level.MUTED

    @cached_property
    def communities(self) -> frozenset[int]:
        """The ids of those that the digest is of: all that they belong to, or that one."""
        held = {key for key in self.keys if key.startswith(COMMUNITY)} - self.apart
        mine = held & {self.scope} if self.scope else held
        return frozenset(int(key.removeprefix(COMMUNITY)) for key in mine)


class Section:
    title: ClassVar[str | Promise]
    cap: ClassVar[int] = 5
    # False: not worth a letter by itself.
    carries: ClassVar[bool] = True

    def gather(self, readers: list[Reader]) -> dict[int, list[Item]]:
        """For each reader, by the user's id, candidates in order of rank.

        More than `cap`, because what a reader has been told before is then left out.
        """
        raise NotImplementedError

    def recall(self, reader: Reader, keys: Sequence[str]) -> Iterable[Item]:
        """Those of the things that the reader may see today, for the web version."""
        raise NotImplementedError

    def summary(self, count: int) -> str:
        """What the letter's first lines say of it: "2 questions you could answer"."""
        raise NotImplementedError

    @property
    def name(self) -> str:
        return name_of(type(self))


sections: dict[str, Section] = {}


def section(section_class: type[Section]) -> type[Section]:
    declared = section_class()
    sections[declared.name] = declared
    return section_class


class Scopes:
    """Of what a digest can be, if not of all: ``@digest.scopes`` on a class like this says it."""

    def letterheads(self, scopes: Iterable[str]) -> dict[str, Letterhead]:
        """In whose name the digest of each comes; those that are gone are left out."""
        raise NotImplementedError


_scopes: list[Scopes] = []


def scopes(declared: type[Scopes]) -> type[Scopes]:
    _scopes.append(declared())
    return declared


def letterheads(wanted: Iterable[str]) -> dict[str, Letterhead]:
    """By scope, also of the digest over all."""
    found = {OVER_ALL: letterhead.of_site("digest")}
    asked = set(wanted) - {OVER_ALL}
    for declared in _scopes if asked else ():
        found |= declared.letterheads(asked)
    return found
