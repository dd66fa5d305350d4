"""A community's badges, page by page: one reading for web and API."""

from typing import Any

from communities.models import Community
from core.paging import Page, paginate
from learning.badges.models import Badge, BadgeState

ORDER = ("title", "id")


def badges_of(
    viewer: Any, community: Community, *, state: str = "", after: str | None, size: int
) -> Page[Badge]:
    """Those that are given, or of another state. Raises BadCursor."""
    badges = Badge.objects.visible_to(viewer).filter(community=community)
    badges = badges.filter(state=state or BadgeState.PUBLISHED).defer("criteria", "criteria_html")
    return paginate(badges.select_related("community"), ORDER, after=after, size=size)
