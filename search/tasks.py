from celery import shared_task

from search.models import Missed


@shared_task
def purge_missed() -> None:
    Missed.objects.old().delete()
