from celery import shared_task

from discussions.asking.climbing import walk
from discussions.models import Bookmark

MOST = 500  # in one run; what is left over waits for the next


@shared_task
def remind() -> None:
    for bookmark in Bookmark.objects.unreminded().order_by("remind_at")[:MOST]:
        bookmark.remind()


@shared_task
def put_questions() -> None:
    walk()
