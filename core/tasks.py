from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from core import relay as outbox
from core.models import Bucket, CacheEntry, Heartbeat, OutboxEvent
from core.uploads import keeping

DONE_EVENTS_KEPT = timedelta(days=7)


@shared_task
def relay() -> None:
    outbox.drain()


@shared_task
def sweep() -> None:
    """Find what no ring announced: beat's word that it ticks, and that a worker hears it."""
    Heartbeat.objects.beat("beat")
    outbox.drain()


@shared_task
def purge() -> None:
    """Nothing reads any of this; it only keeps the tables small."""
    OutboxEvent.objects.done_before(timezone.now() - DONE_EVENTS_KEPT).purge()
    Bucket.objects.drained().delete()
    CacheEntry.objects.expired().delete()


@shared_task
def purge_uploads() -> None:
    keeping.purge()
