"""How many of the results have what: counted by search/ranking.py, named here.

The counts are of what was ranked, which the viewer may see all of; so they cost no more for a query
that everything matches, and are then a lower bound (``Results.has_more``). Each value says the
operator that narrows the search to just those it counts.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from search.narrowing import word_of
from search.operators import Term

MOST = 8  # values shown of each
NAMES: dict[str, str | Promise] = {
    "kind": _("Kind"),
    "is": _("State"),
    "in": _("Where"),
    "tag": _("Tag"),
    "year": _("Year"),
}


class Room(NamedTuple):
    """A space as a facet shows it: its address within the site, and what it is called."""

    community: str
    community_name: str
    space: str
    name: str


RoomReader = Callable[[Any, list[int]], dict[int, Room]]
_room_readers: list[RoomReader] = []


def names_rooms(reader: RoomReader) -> RoomReader:
    """Declare who knows the spaces of these numbers that a viewer may see."""
    _room_readers.append(reader)
    return reader


@dataclass(frozen=True)
class Value:
    terms: tuple[Term, ...]
    label: str | Promise
    count: int


@dataclass(frozen=True)
class Facet:
    name: str
    label: str | Promise
    values: list[Value]


class Counts:
    """What was counted: a facet, the kind of document where it matters, a value, how many."""

    def __init__(self, counted: str | None, total: int) -> None:
        self.rows: list[tuple[str, str, str, int]] = json.loads(counted or "[]")
        self.total = total

    def facets(self, viewer: Any, asked: Iterable[Term]) -> list[Facet]:
        """Those that tell results apart, without what was asked for already. One query at most."""
        known = set(asked)
        values = {
            "kind": self._words("kind"),
            "is": self._words("is"),
            "in": self._places(viewer),
            "tag": [Value((Term("tag", tag),), tag, n) for _kind, tag, n in self._of("tag")],
            "year": self._years(),
        }
        facets = []
        for name, found in values.items():
            new = [value for value in found if not known.issuperset(value.terms)]
            if any(value.count < self.total for value in new):
                facets.append(Facet(name, NAMES[name], new[:MOST]))
        return facets

    def _of(self, facet: str) -> list[tuple[str, str, int]]:
        rows = [(kind, value, n) for name, kind, value, n in self.rows if name == facet]
        return sorted(rows, key=lambda row: (-row[2], row[1]))

    def _words(self, operator: str) -> list[Value]:
        """A trait that several kinds of document have is one value, as it is one in a query."""
        counts: Counter[str] = Counter()
        labels: dict[str, str | Promise] = {}
        for kind, trait, n in self._of("trait"):
            word = word_of(kind, trait)
            if word and word.operator == operator:
                counts[trait] += n
                labels.setdefault(trait, word.label)
        return [Value((Term(operator, t),), labels[t], n) for t, n in counts.most_common()]

    def _years(self) -> list[Value]:
        counts = sorted(((int(year), n) for _kind, year, n in self._of("year")), reverse=True)
        return [
            Value((Term("after", str(year)), Term("before", str(year + 1))), str(year), n)
            for year, n in counts
        ]

    def _places(self, viewer: Any) -> list[Value]:
        """Communities; where they are all from one, its spaces."""
        counts = {int(pk): n for _kind, pk, n in self._of("space")}
        if len(counts) < 2:
            return []
        rooms = {pk: room for read in _room_readers for pk, room in read(viewer, [*counts]).items()}
        communities: Counter[tuple[str, str]] = Counter()
        for pk, room in rooms.items():
            communities[room.community, room.community_name] += counts[pk]
        if len(communities) > 1:
            return [
                Value((Term("in", slug),), name, n) for (slug, name), n in communities.most_common()
            ]
        return [
            Value((Term("in", f"{room.community}/{room.space}"),), room.name, counts[pk])
            for pk, room in rooms.items()
        ]
