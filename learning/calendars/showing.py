from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.models import User
from communities.models import Community
from learning.calendars.models import CalendarFeed
from learning.series.models import Series


@dataclass(frozen=True)
class Feed:
    """One that there is, or that could be made. Of no community and no series it has the member's
    own."""

    community: Community | None
    created_at: datetime | None
    series: Series | None = None

    @property
    def slug(self) -> str:
        return self.community.slug if self.community else ""

    @property
    def name(self) -> str:
        """Of this one among them."""
        return f"series-{self.series.pk}" if self.series else self.slug or "own"


def feeds_of(user: User) -> list[Feed]:
    """The member's own first, then each community of theirs, and those that they have left; and
    the series that they have one of."""
    related = ("community", "series__community")
    made = list(CalendarFeed.objects.filter(user=user).select_related(*related))
    of_series = [Feed(None, feed.created_at, feed.series) for feed in made if feed.series]
    since = {feed.community_id: feed.created_at for feed in made if not feed.series}
    known = {feed.community_id: feed.community for feed in made if feed.community}
    known |= {one.pk: one for one in Community.objects.joined_by(user)}
    by_name = sorted(known.values(), key=lambda one: (one.name.lower(), one.pk))
    communities = [Feed(one, since.get(one.pk)) for one in by_name]
    return [Feed(None, since.get(None)), *communities, *of_series]


def feeds_context(user: User) -> dict[str, Any]:
    return {"feeds": feeds_of(user)}
