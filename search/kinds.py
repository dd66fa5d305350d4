"""What an app declares in its ``search.py``, found there as the admin site finds `admin`."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.db.models import F, QuerySet, Value
from django.utils.functional import Promise

from search.models import Document
from search.narrowing import means

_kinds: dict[str, "Searchable"] = {}


class Searchable:
    """How a model's objects become documents, and who may be shown them."""

    kind: ClassVar[str]
    tab: ClassVar[str | Promise]  # on the search page
    is_writing: ClassVar[bool] = False  # what its author has written, and not the author

    def every(self) -> "QuerySet[Any]":
        """All objects that may have a document."""
        raise NotImplementedError

    def of_community(self, community_id: int) -> "QuerySet[Any]":
        """Those of ``every`` that a community brings."""
        raise NotImplementedError

    def containers(self, ids: Sequence[int]) -> "QuerySet[Any]":
        """The rows whose visibility the documents follow.

        They are locked while the documents are written: a container that closes meanwhile has
        either closed before and is seen closed, or closes after and takes the documents along.
        """
        raise NotImplementedError

    def documents(self, ids: Sequence[int]) -> Iterable[Document]:
        """The documents of those that should be found; of the others there will be none."""
        raise NotImplementedError

    def visible_to(self, viewer: Any) -> "QuerySet[Any]":
        """Those the viewer may see, asked again each time when results are shown."""
        raise NotImplementedError

    def recommends(self, traits: list[str]) -> bool:
        """Whether a thing with these traits says what a community recommends.

        It is offered, before topics, to whoever begins to write on the same.
        """
        return False

    # The relation of the model to the community in which an object lives; "" where it is one.
    place: ClassVar[str | None] = None

    def place_column(self, name: str) -> Any:
        if self.place is None:
            return Value("")
        return F(f"{self.place}__{name}" if self.place else name)

    def label(self, traits: list[str]) -> str | Promise:
        """What the thing is, in a word: "Question"."""
        raise NotImplementedError


def declare(searchable: type[Searchable]) -> type[Searchable]:
    _kinds[searchable.kind] = searchable()
    means("kind", searchable.kind, searchable.tab, of=searchable.kind)
    return searchable


def kind_of(name: str) -> Searchable:
    return _kinds[name]


def all_kinds() -> list[Searchable]:
    return list(_kinds.values())
