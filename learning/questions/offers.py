"""Which questions a workshop can be made from, as the form for a new one offers them."""

from typing import Any

from communities.models import Community
from discussions.models import AgendaItem, Topic

MOST = 20


def offered(viewer: Any, community: Community, wanted: str) -> list[Topic]:
    """Those named in ``wanted`` ("12,15"), and what facilitators mean to take up together."""
    numbers = [int(one) for one in wanted.split(",")[:MOST] if one.isdecimal() and len(one) < 18]
    visible = Topic.objects.visible_to(viewer).filter(community=community)
    named = list(visible.filter(pk__in=numbers).order_by("pk"))
    if not community.standing_of(viewer).facilitates:
        return named
    listed = AgendaItem.objects.seen_by(viewer, community).select_related("topic")
    waiting = [item.topic for item in listed[:MOST] if item.topic not in named]
    return [*named, *waiting]


def chosen(viewer: Any, community: Community, numbers: list[int]) -> list[Topic]:
    """Those of the numbers that the viewer may read; the others are left out."""
    visible = Topic.objects.visible_to(viewer).filter(community=community)
    return list(visible.filter(pk__in=numbers))
