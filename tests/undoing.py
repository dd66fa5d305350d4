"""Many acts on one arrangement, each as if it were the first."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def undone() -> Iterator[None]:
    """Leave nothing in the database of what is done inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
