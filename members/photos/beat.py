from celery import shared_task

from members.photos.models import Photo


@shared_task
def purge_photos() -> None:
    """What was removed a day ago and was not brought back is gone."""
    Photo.objects.purge()
