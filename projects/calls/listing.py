"""What a list of calls can be narrowed to: one reading for web and API."""

from dataclasses import dataclass
from typing import Any

from communities.models import Community
from core.paging import Page, paginate
from knowledge.asked import Asked
from projects.calls.models import Application, Call, Wish
from projects.calls.models.call import CallQuerySet

STATES = ("wanted", "applied")
ORDER = ("-created_at", "-id")


@dataclass(frozen=True)
class Listing(Asked):
    """A request for calls; plain, all that are open, the newest first."""

    STATES = STATES

    def calls(self, viewer: Any, community: Community | None) -> CallQuerySet:
        calls = Call.objects.visible_to(viewer)
        if community:
            calls = calls.filter(community=community)
        if self.tag:
            calls = calls.tagged(self.tag)
        if self.state == "applied":
            return calls.filter(pk__in=Application.objects.sent().of(viewer).values("call"))
        if self.state == "wanted":
            wanted = Wish.objects.of(viewer).values("tags")
            calls = calls.filter(pk__in=Call.objects.filter(tags__in=wanted).values("pk"))
        return calls.open()

    def page(
        self, viewer: Any, community: Community | None, *, after: str | None, size: int
    ) -> Page[Call]:
        """Raises BadCursor."""
        return paginate(self.calls(viewer, community).for_list(), ORDER, after=after, size=size)
