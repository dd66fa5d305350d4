"""The doors to articles, for web and API: unseen is 404, refused is 403."""

from collections.abc import Callable
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from communities.access import community_to_read
from communities.models import Community
from core.permissions import Verdict, require
from discussions.models import Topic
from knowledge import rules
from knowledge.models import Article, Collection, Resource, Revision


def article_to_read(viewer: Any, pk: int) -> Article:
    return get_object_or_404(Article.objects.visible_to(viewer).for_page(), pk=pk)


def community_to_write_in(viewer: Any, slug: str) -> Community:
    community = community_to_read(viewer, slug)
    require(rules.can_begin(viewer, community))
    return community


def community_to_review(viewer: Any, slug: str) -> Community:
    community = community_to_read(viewer, slug)
    require(rules.can_see_queue(viewer, community))
    return community


def topic_to_make_an_article_of(viewer: Any, community: Community, pk: str) -> Topic:
    topics = Topic.objects.visible_to(viewer).for_page().with_tags()
    return get_object_or_404(topics, pk=pk, community=community)


def article_to_edit(viewer: Any, pk: int) -> Article:
    return _allowed(viewer, pk, rules.can_edit)


def article_to_propose(viewer: Any, pk: int) -> Article:
    return _allowed(viewer, pk, rules.can_propose)


def article_to_give_back(viewer: Any, pk: int) -> Article:
    return _allowed(viewer, pk, rules.can_give_back)


def article_to_publish(viewer: Any, pk: int) -> Article:
    return _allowed(viewer, pk, rules.can_publish)


def article_to_keep(viewer: Any, pk: int) -> Article:
    """To verify, retire, reinstate or hand over."""
    return _allowed(viewer, pk, rules.can_keep)


def article_to_doubt(viewer: Any, pk: int) -> Article:
    return _allowed(viewer, pk, rules.can_take_part)


def article_to_discard(viewer: Any, pk: int) -> Article:
    return _allowed(viewer, pk, rules.can_discard)


def revision_of(viewer: Any, article: Article, number: int) -> Revision:
    return get_object_or_404(article.revisions.visible_to(viewer), number=number)


def successor_of(viewer: Any, article: Article, pk: int) -> Article:
    """Another published article of the same community, that the viewer may read."""
    others = Article.objects.visible_to(viewer).published().exclude(pk=article.pk)
    return get_object_or_404(others, pk=pk, community=article.community_id)


def resource_to_read(viewer: Any, pk: int) -> Resource:
    return get_object_or_404(Resource.objects.visible_to(viewer).for_display(), pk=pk)


def resource_to_mark(viewer: Any, pk: int) -> Resource:
    resource = resource_to_read(viewer, pk)
    require(rules.can_mark(viewer, resource))
    return resource


def resource_to_tend(viewer: Any, pk: int) -> Resource:
    resource = resource_to_read(viewer, pk)
    require(rules.can_tend(viewer, resource))
    return resource


def resource_to_restore(viewer: Any, pk: int) -> Resource:
    """One that is deleted, in a collection that the viewer may see."""
    seen = Collection.objects.visible_to(viewer)
    gone = Resource.objects.deleted().filter(collection__in=seen).for_display()
    resource = get_object_or_404(gone, pk=pk)
    if not rules.can_tend(viewer, resource):  # what is gone is there for nobody else
        raise Http404
    return resource


def community_to_add_to(viewer: Any, slug: str) -> Community:
    community = community_to_read(viewer, slug)
    require(rules.can_add(viewer, community))
    return community


def community_to_arrange(viewer: Any, slug: str) -> Community:
    community = community_to_read(viewer, slug)
    require(rules.can_arrange(viewer, community))
    return community


def collection_to_read(viewer: Any, community: Community, pk: int) -> Collection:
    seen = Collection.objects.visible_to(viewer).select_related("community", "space__community")
    return get_object_or_404(seen, pk=pk, community=community)


def collection_to_arrange(viewer: Any, slug: str, pk: int) -> Collection:
    return collection_to_read(viewer, community_to_arrange(viewer, slug), pk)


def _allowed(viewer: Any, pk: int, rule: Callable[[Any, Article], Verdict]) -> Article:
    article = article_to_read(viewer, pk)
    require(rule(viewer, article))
    return article
