from celery import shared_task

from knowledge.models import Article

MOST = 500  # in one run; what is left over waits for the next


@shared_task
def remind_owners() -> None:
    for article in Article.objects.unreminded().order_by("review_due")[:MOST]:
        article.remind()
