"""What a list of workshops can be narrowed to: one reading for web and API."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from communities.models import Community
from core.paging import Page, paginate
from knowledge.asked import Asked
from learning.workshops.models import Registration, Workshop, WorkshopQuerySet

STATES = ("mine", "past", "hosting", "proposed")
SOONEST, LATEST = ("starts_at", "id"), ("-starts_at", "-id")


@dataclass(frozen=True)
class Listing(Asked):
    """A request for workshops; plain, those that are to come, the next one first, and of a series
    only its next.

    Of a time that is named, also those of it that are over, and all of a series.
    """

    STATES = STATES

    since: datetime | None = None
    until: datetime | None = None

    @property
    def is_of_a_time(self) -> bool:
        return bool(self.since or self.until)

    @property
    def order(self) -> tuple[str, ...]:
        return LATEST if self.state in ("past", "hosting") else SOONEST

    def workshops(self, viewer: Any, community: Community | None) -> WorkshopQuerySet:
        workshops = Workshop.objects.visible_to(viewer)
        if community:
            workshops = workshops.filter(community=community)
        if self.tag:
            workshops = workshops.tagged(self.tag)
        return self._of_state(workshops, viewer).between(self.since, self.until)

    def _of_state(self, workshops: WorkshopQuerySet, viewer: Any) -> WorkshopQuerySet:
        if self.state == "hosting":
            return workshops.hosted_by(viewer)
        if self.state == "past":
            return workshops.past()
        if self.state == "proposed":
            found = workshops.proposed()
        elif self.is_of_a_time:
            found = workshops.published()
        else:
            found = workshops.to_come()
        if self.state == "mine":
            places = Registration.objects.current().of(viewer)
            found = found.filter(pk__in=places.values("workshop"))
        return found if self.is_of_a_time else found.first_of_series()

    def page(
        self, viewer: Any, community: Community | None, *, after: str | None, size: int
    ) -> Page[Workshop]:
        """Raises BadCursor."""
        workshops = self.workshops(viewer, community).for_list()
        return paginate(workshops, self.order, after=after, size=size)
