"""Topics lead to the article that was made of them: the first one published, while it is."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from discussions.models import Banner, Topic
from knowledge.models import Article


def hang_for(article_id: int) -> None:
    """Make right what hangs on the topics that this article rests on, or rested on."""
    named = Q(sources__article=article_id) | Q(banner__key=f"article:{article_id}")
    repeated = Q(closure__duplicate_of__sources__article=article_id)
    hang_on(Topic.objects.filter(named | repeated).values_list("pk", flat=True))


def hang_on(topic_ids: Iterable[int]) -> None:
    """As the articles stand now, and as often as one likes."""
    for pk in sorted(set(topic_ids)):
        with transaction.atomic():
            topic = Topic.objects.lock(pk)
            article = _article_made_of(topic)
            if article is None:
                Banner.objects.take_down(topic)
                continue
            Banner.objects.hang(
                topic,
                key=article.target,
                title=article.title,
                url=article.get_absolute_url(),
                space=article.space,
            )


def _article_made_of(topic: Topic) -> Article | None:
    """A topic that repeats another leads where that one does."""
    closure = getattr(topic, "closure", None)
    origins = {topic.pk, closure.duplicate_of_id} if closure else {topic.pk}
    made = Article.objects.published().filter(sources__topic__in=origins - {None})
    return (
        made.select_related("space__community", "community").order_by("published_at", "pk").first()
    )
