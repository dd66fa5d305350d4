"""A request to search, read once for web and API."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from search.finding import Results, find, find_while_typing
from search.kinds import all_kinds
from search.models import Missed
from search.narrowing import Narrowing, is_kind, names, read_narrowings
from search.operators import Term
from search.query import Query
from search.text import clean

AT_ONCE = 7  # while somebody types


@dataclass(frozen=True)
class Asked:
    """What is not understood is left out."""

    query: Query
    kind: str = ""
    given: dict[str, str] = field(default_factory=dict)  # narrowings, by name
    after: str = ""

    @classmethod
    def read(cls, parameters: Mapping[str, str]) -> "Asked":
        given = {
            name: value
            for name in names()
            if (value := clean(parameters.get(name, "")[:100]).strip())
        }
        kind = given.pop("kind", "")
        if kind in {known.kind for known in all_kinds()}:
            tab = kind
        else:
            tab, given = "", given | ({"kind": kind} if is_kind(kind) else {})
        return cls(
            query=Query.read(parameters.get("q", "")),
            kind=tab,
            given=given,
            after=parameters.get("after", ""),
        )

    def __bool__(self) -> bool:
        return bool(self.query or self.given)

    def address(self, **changes: str) -> str:
        """The query of this search with something changed: what the links of its page lead to."""
        asked = {"q": self.query.typed, "kind": self.kind} | self.given | changes
        return "?" + urlencode({name: value for name, value in asked.items() if value})

    def tag_address(self, name: str) -> str:
        return self.address(tag=name)

    def address_with(self, terms: Iterable[Term]) -> str:
        query = self.query
        for term in terms:
            query = query.also(term)
        return self.address(q=query.typed)

    def address_without(self, narrowing: Narrowing) -> str:
        if narrowing.term:
            return self.address(q=self.query.without(narrowing.term).typed)
        return self.address(**{narrowing.name: ""})

    def narrowings(self, viewer: Any) -> list[Narrowing]:
        return read_narrowings(viewer, self.given, self.query.terms)

    def find(self, viewer: Any, narrowings: list[Narrowing], *, counts: bool = True) -> Results:
        """Raises BadCursor."""
        found = find(
            viewer,
            self.query,
            kind=self.kind or None,
            narrowings=narrowings,
            after=self.after or None,
            counts=counts,
        )
        self._note_missed(viewer, narrowings, found)
        return found

    def _note_missed(self, viewer: Any, narrowings: list[Narrowing], found: Results) -> None:
        """For who runs the community, if words alone were looked for in one, and were not there."""
        communities = [n.community_id for n in narrowings]
        if self.kind or self.after or not viewer.is_authenticated or len(communities) != 1:
            return
        if communities[0] and self.query.text and not (found and found.has_all_words):
            Missed.objects.note(communities[0], self.query.text, by=viewer)

    def find_while_typing(self, viewer: Any) -> Results:
        narrowings = self.narrowings(viewer)
        return find_while_typing(viewer, self.query, narrowings=narrowings, size=AT_ONCE)
