from celery import shared_task

from core import relay as outbox
from core.models import CacheEntry


@shared_task
def relay() -> None:
    outbox.drain()


@shared_task
def forget_expired() -> None:
    """Nothing reads an expired entry; this only keeps the table small."""
    CacheEntry.objects.expired().delete()
