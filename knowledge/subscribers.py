from django.db import transaction

from communities.events import SpaceChanged
from core.events import subscribe
from core.uploads.events import UploadRemoved
from discussions.events import TopicClosed, TopicMerged, TopicReopened, TopicSplit
from knowledge import banners, linking, shelving, uses
from knowledge.events import (
    ArticleDiscarded,
    ArticleEdited,
    ArticlePublished,
    ArticleReinstated,
    ArticleRetired,
    ArticleReturned,
)
from knowledge.models import Article, Contribution, Resource, Source, State
from knowledge.notices import proposed_key
from notifications.models import Notice


@subscribe(ArticlePublished)
@subscribe(ArticleEdited)
@subscribe(ArticleRetired)
@subscribe(ArticleReinstated)
def lead_topics_to_it(
    event: ArticlePublished | ArticleEdited | ArticleRetired | ArticleReinstated,
) -> None:
    banners.hang_for(event.article_id)


@subscribe(TopicClosed)
@subscribe(TopicReopened)
def lead_duplicate_to_it(event: TopicClosed | TopicReopened) -> None:
    banners.hang_on([event.topic_id])


@subscribe(ArticlePublished)
@subscribe(ArticleReturned)
@subscribe(ArticleDiscarded)
def take_back_proposal(event: ArticlePublished | ArticleReturned | ArticleDiscarded) -> None:
    """Nobody else needs to decide on it now."""
    Notice.objects.retract(proposed_key(event.article_id))


@subscribe(ArticleEdited)
def keep_notices_true(event: ArticleEdited) -> None:
    for article in Article.objects.filter(pk=event.article_id):
        Notice.objects.retitle_group(article.target, article.title)


@subscribe(ArticleReturned)
def tell_no_more(event: ArticleReturned) -> None:
    """What is a draft again is nobody's news but its author's."""
    for article in Article.objects.filter(pk=event.article_id, state=State.DRAFT):
        Notice.objects.filter(group=article.target).exclude(user=article.author_id).delete()


@subscribe(SpaceChanged)
def follow_space(event: SpaceChanged) -> None:
    """Files and links of what is in review follow no container (`Article.shown_to`): they are
    told."""
    for article in Article.objects.filter(space=event.space_id, state=State.REVIEW):
        current = Article.objects.get(pk=article.pk)
        uses.follow(current)
        linking.follow(current)


@subscribe(UploadRemoved)
def show_no_gap(event: UploadRemoved) -> None:
    """Where a removed picture was, its words remain."""
    ids = [pk for kind, pk in event.uses if kind == uses.KIND]
    for article in Article.objects.filter(pk__in=ids):
        article.render_anew()
    on_shelves = [pk for kind, pk in event.uses if kind == shelving.KIND]
    for resource in Resource.objects.filter(pk__in=on_shelves):
        resource.render_anew()


@subscribe(TopicSplit)
def rest_on_what_was_split_off(event: TopicSplit) -> None:
    _follow(event.topic_id, event.new_topic_id)


@subscribe(TopicMerged)
def rest_on_what_it_went_into(event: TopicMerged) -> None:
    _follow(event.topic_id, event.into_id, whole=True)


def _follow(topic_id: int, there: int, *, whole: bool = False) -> None:
    """Articles go on naming what they rest on, where it is now, and crediting who wrote it."""
    with transaction.atomic():
        ids = Source.objects.follow(topic_id, into=there if whole else None)
        for article in Article.objects.filter(pk__in=ids).order_by("pk"):
            Contribution.objects.reckon(article)
    banners.hang_on([topic_id, there])
