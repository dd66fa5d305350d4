"""What an app declares about the digest, in its own ``digest.py``.

    @digest.section
    class SolvedThisWeek(digest.Section):
        title = _("Solved this week")
        weight = 50
        def gather(self, readers): …

A section gathers for many readers at once, because a week of a thousand readers of one community
is one week. In the letter the lighter stands above the heavier, and neighbours of one title are
shown as one: so several apps say what waits for somebody.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.events import name_of
from core.markdown import for_mail, mail_text
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
    html: str = ""  # a text shown whole, in place of an excerpt

    @property
    def ledger_keys(self) -> tuple[str, ...]:
        return self.tells or (self.key,)

    @cached_property
    def mail_html(self) -> str:
        return for_mail(self.html, settings.SITE_ORIGIN)

    @cached_property
    def mail_text(self) -> str:
        return mail_text(self.html, settings.SITE_ORIGIN)


class Sort(models.TextChoices):
    """What a reader is here: it decides which sections they get, in which order."""

    NEWCOMER = "newcomer", _("Newcomer")
    REGULAR = "regular", _("Regular")
    EXPERT = "expert", _("Expert")
    FACILITATOR = "facilitator", _("Facilitator")
    RETURNING = "returning", _("Back after a while")


# Of several that somebody is, the first.
FIRST = (Sort.FACILITATOR, Sort.RETURNING, Sort.NEWCOMER, Sort.EXPERT)


@dataclass(frozen=True)
class Mix:
    """How a section appears to one sort of reader."""

    weight: int
    cap: int


@dataclass(frozen=True)
class Reader:
    """Who gets a digest, and of which time."""

    user: User
    keys: set[str]  # as `core.audience.keys_for` gives them
    since: datetime
    until: datetime
    scope: str = ""  # "community:3": of this one alone
    apart: frozenset[str] = frozenset()  # scopes that have a digest of their own, or none
    charges: frozenset[int] = frozenset()  # ids of communities they look after
    sort: Sort = Sort.REGULAR
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
    titles: ClassVar[Mapping[Sort, str | Promise]] = {}  # where it is called something else
    weight: ClassVar[int] = 50
    cap: ClassVar[int] = 5
    mixes: ClassVar[Mapping[Sort, Mix]] = {}  # for whom it stands elsewhere, or says more or less
    only: ClassVar[frozenset[Sort]] = frozenset(Sort)  # for whom it is
    # False: not worth a letter by itself.
    carries: ClassVar[bool] = True
    # True: older things, for who would else have little to read.
    is_evergreen: ClassVar[bool] = False

    def mix_for(self, sort: Sort) -> Mix:
        return self.mixes.get(sort, Mix(self.weight, self.cap))

    def title_for(self, sort: Sort) -> str | Promise:
        return self.titles.get(sort, self.title)

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


_charging: list[Callable[[Iterable[int]], Iterable[tuple[int, int]]]] = []


def charges(
    function: Callable[[Iterable[int]], Iterable[tuple[int, int]]],
) -> Callable[[Iterable[int]], Iterable[tuple[int, int]]]:
    """Register what gives, of many users, pairs of a user and a community they look after."""
    _charging.append(function)
    return function


def charges_of_each(user_ids: Iterable[int]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {pk: set() for pk in user_ids}
    for function in _charging:
        for user, community in function(found):
            found[user].add(community)
    return {pk: frozenset(communities) for pk, communities in found.items()}


_tellers: dict[Sort, list[Callable[[list[Reader]], Iterable[int]]]] = defaultdict(list)


def sort(
    told: Sort,
) -> Callable[[Callable[[list[Reader]], Iterable[int]]], Callable[[list[Reader]], Iterable[int]]]:
    """Register a function that says, of many readers, the ids of the users who are of this sort."""

    def register(
        function: Callable[[list[Reader]], Iterable[int]],
    ) -> Callable[[list[Reader]], Iterable[int]]:
        _tellers[told].append(function)
        return function

    return register


def sorted_out(readers: Iterable[Reader]) -> dict[int, Reader]:
    """By the user's id, each reader with what they are here."""
    unsorted = {reader.user.pk: reader for reader in readers}
    found = {}
    for told in FIRST:
        for function in _tellers[told] if unsorted else ():
            for pk in set(function(list(unsorted.values()))) & unsorted.keys():
                found[pk] = replace(unsorted.pop(pk), sort=told)
    return found | unsorted


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
