"""What a list of ideas can be narrowed to: one reading for web and API."""

from dataclasses import dataclass
from typing import Any, ClassVar

from communities.models import Community
from core.paging import Page, paginate
from knowledge.asked import Asked
from learning.ideas.models import Idea

STATES = ("mine", "taken_up", "closed")
MOST_WANTED, LATEST = ("-votes", "-id"), ("-id",)


@dataclass(frozen=True)
class Listing(Asked):
    """A request for ideas; plain, those that are open, the most wanted first."""

    STATES: ClassVar = STATES

    def page(
        self, viewer: Any, community: Community, *, after: str | None, size: int
    ) -> Page[Idea]:
        """Raises BadCursor."""
        ideas = Idea.objects.visible_to(viewer).filter(community=community)
        if self.state == "mine":
            ideas = ideas.of(viewer)
        elif self.state:
            ideas = getattr(ideas, self.state)()
        else:
            ideas = ideas.open()
        order = LATEST if self.state else MOST_WANTED
        return paginate(ideas.for_display(viewer), order, after=after, size=size)
