from collections.abc import Iterable

from django.db import transaction

from search.kinds import kind_of
from search.models import Document


def refresh(kind: str, ids: Iterable[int]) -> None:
    """Write, correct or remove the documents of these objects, as the objects stand now.

    As often as one likes and in any order: what is right already is left alone.
    """
    ids = sorted(set(ids))
    searchable = kind_of(kind)
    with transaction.atomic():
        containers = searchable.containers(ids).order_by("pk").values_list("pk")
        list(containers.select_for_update(of=("self",), no_key=True))
        # A statement after the lock, so that it sees what whoever held the lock has committed.
        Document.objects.replace(kind, ids, searchable.documents(ids))
