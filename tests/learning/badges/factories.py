from typing import Any

from accounts.models import User
from communities.models import Community, Role
from learning.badges.models import Award, Badge
from tests.communities.factories import CommunityFactory, join


def words(**changes: Any) -> dict[str, Any]:
    """What a badge says of itself, as a verb is given it."""
    usual = {
        "title": "Workshop host",
        "description": "Gave workshops, and was there for those who came.",
        "criteria": "Give *three* workshops.",
        "dye": "madder",
        "shape": "shield",
    }
    return usual | changes


def define_badge(
    *, community: Community | None = None, by: User | None = None, **changes: Any
) -> Badge:
    """By a facilitator, through the real verb."""
    community = community or CommunityFactory()
    by = by or join(community, role=Role.FACILITATOR)
    return Badge.objects.define(community, by=by, **words(**changes))


def publish_badge(**how: Any) -> Badge:
    badge = define_badge(**how)
    badge.release(by=badge.defined_by)
    return Badge.objects.for_page().get(pk=badge.pk)


def propose(badge: Badge, *, to: User | None = None, by: User | None = None, **said: Any) -> Award:
    """To a member of the community, unless somebody is given."""
    to = to or join(badge.community)
    return Award.objects.propose(badge, to=to, by=by or badge.defined_by, **said)


def give(badge: Badge, **how: Any) -> Award:
    """Proposed as above, and accepted."""
    award = propose(badge, **how)
    award.accept()
    return award
