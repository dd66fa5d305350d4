from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import Max

from core.models import OutboxEvent


@contextmanager
def told_to_nobody() -> Iterator[None]:
    """What is done in here by the verbs is not told: it happened long ago."""
    last = OutboxEvent.objects.aggregate(last=Max("pk"))["last"] or 0
    yield
    OutboxEvent.objects.filter(pk__gt=last).delete()
