"""Topics that repeat another one: which one that may be, and which ones they are."""

from typing import Any

from django.db.models import Q

from core.paging import Page, paginate
from discussions.models import Topic
from search.finding import find_while_typing
from search.narrowing import Narrowing
from search.query import Query

MOST_FOUND = 15  # among which some may themselves repeat another
MOST_OFFERED = 5
SIZE = 20


def likely_originals(viewer: Any, topic: Topic, typed: str = "") -> list[Topic]:
    """Others of its community that say what was typed, or else what its title says."""
    others = Q(kind="topic", community_id=topic.community_id) & ~Q(object_id=topic.pk)
    narrowing = Narrowing("community", topic.community.slug, topic.community.name, others)
    query = Query.read(typed or topic.title)
    found = find_while_typing(viewer, query, narrowings=[narrowing], size=MOST_FOUND)
    ids = [result.object_id for result in found.items]
    originals = Topic.objects.visible_to(viewer).filter(closure__duplicate_of=None)
    seen = originals.for_list().with_place_of(viewer).in_bulk(ids)
    return [seen[pk] for pk in ids if pk in seen][:MOST_OFFERED]


def page_of_duplicates(
    viewer: Any, topic: Topic, *, after: str | None = None, size: int = SIZE
) -> Page[Topic]:
    """Those closed for repeating the topic that the viewer may see, newest first.

    Raises BadCursor.
    """
    repeating = Topic.objects.visible_to(viewer).repeating(topic.pk)
    topics = repeating.for_list().with_place_of(viewer)
    return paginate(topics, ("-created_at", "-id"), after=after, size=size)
