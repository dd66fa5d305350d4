"""The doors to ideas for workshops, for web and API: unseen is 404, refused is 403."""

from collections.abc import Callable
from typing import Any

from django.shortcuts import get_object_or_404

from communities.access import community_to_read
from communities.models import Community
from core.permissions import Verdict, require
from learning.ideas import rules
from learning.ideas.models import Idea


def community_to_add_to(viewer: Any, slug: str) -> Community:
    community = community_to_read(viewer, slug)
    require(rules.can_add(viewer, community))
    return community


def idea_to_read(viewer: Any, pk: int) -> Idea:
    return get_object_or_404(Idea.objects.visible_to(viewer).for_display(viewer), pk=pk)


def idea_to_take_part_in(viewer: Any, pk: int) -> Idea:
    return _allowed(viewer, pk, rules.can_take_part)


def idea_to_edit(viewer: Any, pk: int) -> Idea:
    return _allowed(viewer, pk, rules.can_edit)


def idea_to_look_after(viewer: Any, pk: int) -> Idea:
    return _allowed(viewer, pk, rules.can_look_after)


def idea_for_workshop(viewer: Any, community: Community, wanted: Any) -> Idea | None:
    """What a new workshop is made of: none where none is named, or where it is settled by now."""
    if not str(wanted or "").isdecimal() or len(str(wanted)) > 18:
        return None
    visible = Idea.objects.visible_to(viewer).for_display(viewer)
    idea: Idea | None = visible.filter(community=community, pk=wanted).first()
    return idea if idea and rules.can_take_part(viewer, idea) else None


def _allowed(viewer: Any, pk: int, rule: Callable[[Any, Idea], Verdict]) -> Idea:
    idea = idea_to_read(viewer, pk)
    require(rule(viewer, idea))
    return idea
