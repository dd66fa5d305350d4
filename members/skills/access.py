"""The doors to what tags mean, for web and API."""

from typing import Any

from django.shortcuts import get_object_or_404

from communities.access import community_to_facilitate, community_to_read
from communities.models import Community, Tag
from communities.models.tag import TagQuerySet


def tags_to_read(viewer: Any, slug: str) -> tuple[Community, TagQuerySet]:
    community = community_to_read(viewer, slug)
    return community, with_meaning(Tag.objects.known_to(viewer, community))


def tags_to_explain(viewer: Any, slug: str) -> tuple[Community, TagQuerySet]:
    community = community_to_facilitate(viewer, slug)
    return community, with_meaning(Tag.objects.filter(community=community))


def tag_to_explain(viewer: Any, slug: str, name: str) -> Tag:
    _community, tags = tags_to_explain(viewer, slug)
    return get_object_or_404(tags.select_related("community"), name=name)


def with_meaning(tags: TagQuerySet) -> TagQuerySet:
    return tags.select_related("meaning__skill")
