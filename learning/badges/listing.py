"""Badges and who has them, page by page: one reading for web and API."""

from typing import Any

from communities.models import Community
from core.paging import Page, paginate
from learning.badges.models import Award, Badge, BadgeState

ORDER = ("title", "id")
NEWEST = ("-issued_at", "-id")
LATEST = ("-proposed_at", "-id")


def badges_of(
    viewer: Any, community: Community, *, state: str = "", after: str | None, size: int
) -> Page[Badge]:
    """Those that are given, or of another state. Raises BadCursor."""
    badges = Badge.objects.visible_to(viewer).filter(community=community)
    badges = badges.filter(state=state or BadgeState.PUBLISHED).defer(
        "criteria", "criteria_html", "picture"
    )
    return paginate(badges.select_related("community"), ORDER, after=after, size=size)


def holders_of(viewer: Any, badge: Badge, *, after: str | None, size: int) -> Page[Award]:
    """Who has it today and shows it, the newest first; for facilitators too. Raises BadCursor."""
    awards = Award.objects.visible_to(viewer).held().shown().filter(badge=badge)
    return paginate(awards.for_display(), NEWEST, after=after, size=size)


def awards_of(badge: Badge, *, after: str | None, size: int) -> Page[Award]:
    """Everybody whom it was proposed to, for who manages it. Raises BadCursor."""
    return paginate(badge.awards.for_display(), LATEST, after=after, size=size)


def own_awards(viewer: Any, *, after: str | None, size: int) -> Page[Award]:
    """Raises BadCursor."""
    return paginate(Award.objects.of(viewer).for_display(), LATEST, after=after, size=size)
