"""How much what somebody did shows, by the rules of docs/skills.md."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

FRESH = timedelta(days=730)
RING_TIMES = 2  # each for the other


class SkillLevel(models.TextChoices):
    """From the least to the most."""

    PAST = "past", _("A while ago")
    SHOWN = "shown", _("Has shown it")
    PRACTISED = "practised", _("Practised")
    EXPERIENCED = "experienced", _("Experienced")

    @property
    def rank(self) -> int:
        return list(SkillLevel).index(self)


@dataclass(frozen=True)
class Need:
    things: int
    kinds: int
    witnesses: int


NEEDS = {
    SkillLevel.EXPERIENCED: Need(5, 2, 3),
    SkillLevel.PRACTISED: Need(3, 1, 2),
    SkillLevel.SHOWN: Need(1, 1, 0),
}


@dataclass(frozen=True)
class Thing:
    """Something that somebody did, as it counts."""

    source: tuple[str, int]  # its kind and number
    at: datetime
    witnesses: frozenset[int] = frozenset()
    before_many: bool = False  # who were there: together they are one more witness


def level_of(things: Iterable[Thing], ring: Collection[int], now: datetime) -> SkillLevel:
    """Those in the ring vouch for somebody who vouches for them."""
    fresh = [thing for thing in things if now - thing.at <= FRESH]
    count = len({_counted_as(thing, ring) for thing in fresh})
    kinds = len({thing.source[0] for thing in fresh})
    seen: set[object] = {witness for thing in fresh for witness in thing.witnesses}
    seen |= {thing.source for thing in fresh if thing.before_many}
    for level, need in NEEDS.items():
        if count >= need.things and kinds >= need.kinds and len(seen) >= need.witnesses:
            return level
    return SkillLevel.PAST


def ring_of(user: int, pairs: Mapping[tuple[int, int], int]) -> frozenset[int]:
    """Those who stand behind more than half of what others say for the user, and are vouched for
    in turn. ``pairs``: for how many things of whom (the first) somebody (the second) vouches."""
    given = {witness: n for (whose, witness), n in pairs.items() if whose == user}
    total = sum(given.values())
    return frozenset(
        witness
        for witness, n in given.items()
        if n >= RING_TIMES and pairs.get((witness, user), 0) >= RING_TIMES and 2 * n > total
    )


def _counted_as(thing: Thing, ring: Collection[int]) -> tuple[str, int]:
    """What only somebody of a ring vouches for is together one thing."""
    if thing.witnesses and not thing.before_many and thing.witnesses <= set(ring):
        return "ring", min(thing.witnesses)
    return thing.source
