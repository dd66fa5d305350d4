from celery import shared_task

from knowledge.models import Article
from knowledge.search import Articles
from search.indexing import refresh


@shared_task
def mark_overdue() -> None:
    """An article grows stale by itself, with no act that would tell the search engine."""
    refresh(Articles.kind, Article.objects.newly_overdue().values_list("pk", flat=True))
