"""Keeps evidence what its sources say: as often as one likes and in any order."""

from collections.abc import Iterable
from itertools import islice

from django.db import transaction

from members.skills.models import Evidence
from members.skills.sources import all_sources, source_of
from search.indexing import BATCH, hold_containers


def note(kind: str, ids: Iterable[int]) -> None:
    """Write, correct or take back what these things show, as they stand now."""
    source = source_of(kind)
    if source is None:
        return
    wanted = iter(sorted(set(ids)))
    while batch := list(islice(wanted, BATCH)):
        with transaction.atomic():
            hold_containers(source, batch)
            # A statement after the lock, so that it sees what whoever held it has committed.
            Evidence.objects.replace(kind, batch, source.pieces(batch))


def note_everything() -> None:
    """For what was done before evidence was kept, or written past the events that tell of it."""
    for source in all_sources():
        things = source.every().order_by("pk").values_list("pk", flat=True)
        gone = Evidence.objects.filter(kind=source.kind).exclude(source_id__in=things)
        note(source.kind, [*things, *gone.order_by().values_list("source_id", flat=True)])
