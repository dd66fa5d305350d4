"""How a new member wants to hear from a community: asked on its front page, once."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from communities.following import target_of
from communities.models import Community, Membership
from communities.models.membership import State, memberships_of
from notifications.choosing import presets
from notifications.follows import Target
from notifications.models import Follow, Rhythm
from notifications.models.rhythm import OVER_ALL
from notifications.rhythms import resume

DIGEST = "essentials"
OFFERED = ("everything", DIGEST, "app")


@dataclass(frozen=True)
class Card:
    target: Target
    is_first: bool  # of the member's communities: then the digest itself is new to them


def card_for(viewer: Any, community: Community) -> Card | None:
    """None where it was answered or put away; whoever founded the community is not asked.

    It costs no query: a user's own memberships are read for every page.
    """
    mine = memberships_of(viewer)
    membership = mine.get(community.pk)
    if (
        membership is None
        or membership.state != State.ACTIVE
        or membership.settled_at
        or community.created_by_id == viewer.pk
    ):
        return None
    is_first = all(one.settled_at is None for one in mine.values())
    return Card(target_of(viewer, community), is_first)


def answer(community: Community, chosen: dict[str, Any], *, by: Any) -> None:
    """What was chosen holds in this community; the day of the digest for all of them."""
    with transaction.atomic():
        presets[chosen["hear"]].apply(by=by, scope=community.scope)
        level = chosen["level"]
        if level and level != Follow.objects.level_of(by, [[community.scope]]):
            Follow.objects.choose(community.scope, level, by=by)
        if chosen["hear"] == DIGEST:
            _have_a_digest(by, chosen["every"], chosen["weekday"])
        put_away(community, by=by)


def put_away(community: Community, *, by: Any) -> None:
    Membership.objects.of(by).filter(community=community).settle()


def _have_a_digest(user: Any, every: str, weekday: int | None) -> None:
    if not every or weekday is None:
        resume(user)
        return
    hour = Rhythm.objects.of(user)[OVER_ALL].hour
    Rhythm.objects.choose(OVER_ALL, by=user, every=every, weekday=weekday, hour=hour)
