from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.models import User
from communities.models import Community
from learning.calendars.models import CalendarFeed


@dataclass(frozen=True)
class Feed:
    """One that there is, or that could be made. Without a community it has the member's own."""

    community: Community | None
    created_at: datetime | None

    @property
    def slug(self) -> str:
        return self.community.slug if self.community else ""


def feeds_of(user: User) -> list[Feed]:
    """The member's own first, then each community of theirs, and those that they have left."""
    made = CalendarFeed.objects.filter(user=user).select_related("community")
    since = {feed.community_id: feed.created_at for feed in made}
    known = {feed.community_id: feed.community for feed in made if feed.community}
    known |= {one.pk: one for one in Community.objects.joined_by(user)}
    by_name = sorted(known.values(), key=lambda one: (one.name.lower(), one.pk))
    return [Feed(None, since.get(None)), *(Feed(one, since.get(one.pk)) for one in by_name)]


def feeds_context(user: User) -> dict[str, Any]:
    return {"feeds": feeds_of(user)}
