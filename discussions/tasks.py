from celery import shared_task

from discussions.asking.climbing import walk


@shared_task
def put_questions() -> None:
    walk()
