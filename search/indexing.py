from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Protocol

from django.db import transaction
from django.db.models import QuerySet

from search.kinds import Searchable, all_kinds, kind_of
from search.models import Document, Word

BATCH = 500


def refresh(kind: str, ids: Iterable[int]) -> None:
    """Write, correct or remove the documents of these objects, as the objects stand now.

    As often as one likes and in any order: what is right already is left alone.
    """
    searchable, wanted = kind_of(kind), iter(sorted(set(ids)))
    while batch := list(islice(wanted, BATCH)):
        with transaction.atomic():
            hold_containers(searchable, batch)
            # A statement after the lock, so that it sees what whoever held it has committed.
            Document.objects.replace(kind, batch, searchable.documents(batch))


class Contained(Protocol):
    def containers(self, ids: Sequence[int]) -> "QuerySet[Any]": ...


def hold_containers(things: Contained, ids: Sequence[int]) -> None:
    """Lock what these follow, again until nothing has moved elsewhere while this waited."""
    held: set[int] = set()
    while True:
        more = things.containers(ids).exclude(pk__in=held).order_by("pk")
        locked = set(more.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))
        if not locked:
            return
        held |= locked


def refresh_all(searchable: Searchable, community_id: int | None = None) -> Iterator[int]:
    """Go through all objects of a kind, batch by batch; yields how many each had."""
    every = searchable.every()
    objects = every if community_id is None else searchable.of_community(community_id)
    last = 0
    while ids := list(
        objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        refresh(searchable.kind, ids)
        last = ids[-1]
        yield len(ids)
    orphans = Document.objects.filter(kind=searchable.kind).exclude(
        object_id__in=every.values("pk")
    )
    if community_id is not None:
        orphans = orphans.filter(community_id=community_id)
    refresh(searchable.kind, orphans.values_list("object_id", flat=True))


def refresh_everything() -> None:
    """Make the documents of all there is: for what was written past the events that index."""
    for searchable in all_kinds():
        for _done in refresh_all(searchable):
            pass
    recount_words()


def recount_words() -> None:
    """Make the lexicon what the documents say, whatever it was."""
    scopes = Document.objects.order_by("scope").values_list("scope", flat=True).distinct()
    known = iter(list(scopes))
    while batch := list(islice(known, BATCH)):
        Word.objects.recount(batch, Document.objects.filter(scope__in=batch))
    Word.objects.exclude(scope__in=Document.objects.values("scope")).delete()
