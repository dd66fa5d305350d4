"""What shows that somebody can do something: each kind declared by the app in which it is done.

As `search/kinds.py` asks for documents, this asks for pieces of evidence of the things that have
these numbers, as they stand now. An app declares its kinds in its ``showing_skills.py``.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.functional import Promise

from communities.models import Space
from members.profile import Entry
from members.skills.models.evidence import Evidence

_sources: dict[str, "Source"] = {}


@dataclass(frozen=True)
class Piece:
    """What one thing shows of one user; where nobody else could see it, it shows nothing."""

    source_id: int
    user_id: int
    tags: Sequence[int]
    space: Space  # whose readers may see it
    at: datetime
    witness_id: int | None = None
    is_shown: bool = True  # until its user says otherwise

    def rows(self, kind: str) -> Iterator[Evidence]:
        for tag in self.tags if self.witness_id != self.user_id else ():
            yield Evidence(
                kind=kind,
                source_id=self.source_id,
                user_id=self.user_id,
                tag_id=tag,
                community_id=self.space.community_id,
                witness_id=self.witness_id,
                at=self.at,
                is_shown=self.is_shown,
                scope=self.space.scope,
                audience=self.space.audience,
            )


class Source:
    kind: ClassVar[str]
    label: ClassVar[str | Promise]  # "Accepted answer"
    glyph: ClassVar[str]
    is_before_many: ClassVar[bool] = False
    document: ClassVar[str] = ""  # what search calls the documents that have the same numbers

    def every(self) -> "QuerySet[Any]":
        """All things that may show something."""
        raise NotImplementedError

    def containers(self, ids: Sequence[int]) -> "QuerySet[Any]":
        """Their spaces, which are locked while evidence is written, as search locks them."""
        raise NotImplementedError

    def pieces(self, ids: Sequence[int]) -> Iterable[Piece]:
        raise NotImplementedError

    def entries(self, viewer: Any, ids: Sequence[int]) -> dict[int, Entry]:
        """Name and address of those that the viewer may read, asked again when they are shown."""
        raise NotImplementedError

    def shared_with(self, user: Any, ids: Sequence[int]) -> Iterable[int]:
        """Those in which this user had a part too, and may say of what others did there."""
        raise NotImplementedError


def declare(source: type[Source]) -> type[Source]:
    _sources[source.kind] = source()
    return source


def source_of(kind: str) -> Source | None:
    """None where the app that declared it is no more."""
    return _sources.get(kind)


def all_sources() -> list[Source]:
    return list(_sources.values())
