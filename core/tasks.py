from celery import shared_task

from core import relay as outbox


@shared_task
def relay() -> None:
    outbox.drain()
