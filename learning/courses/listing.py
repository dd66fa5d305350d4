"""What a list of courses can be narrowed to: one reading for web and API."""

from dataclasses import dataclass
from typing import Any

from communities.models import Community
from core.paging import Page, paginate
from knowledge.asked import Asked
from learning.courses.models import Course, CourseQuerySet

STATES = ("teaching", "proposed", "retired")


@dataclass(frozen=True)
class Listing(Asked):
    """A request for courses; plain, those that are out, the one that was renewed last first."""

    STATES = STATES

    @property
    def order(self) -> tuple[str, ...]:
        return ("-created_at", "-id") if self.state in STATES else ("-renewed_at", "-id")

    def courses(self, viewer: Any, community: Community) -> CourseQuerySet:
        courses = Course.objects.visible_to(viewer).filter(community=community)
        if self.tag:
            courses = courses.tagged(self.tag)
        if self.state == "teaching":
            return courses.taught_by(viewer)
        if self.state == "proposed":
            return courses.proposed()
        if self.state == "retired":
            return courses.retired()
        return courses.published()

    def page(
        self, viewer: Any, community: Community, *, after: str | None, size: int
    ) -> Page[Course]:
        """Raises BadCursor."""
        courses = self.courses(viewer, community).for_list()
        return paginate(courses, self.order, after=after, size=size)
