"""What projects of a community learned: one reading for web and API."""

from dataclasses import dataclass
from typing import Any

from communities.models import Community
from core.paging import Page, paginate
from knowledge.asked import Asked
from projects.models import Lesson, Project

ORDER = ("-id",)
MOST = 3


@dataclass(frozen=True)
class Lessons(Asked):
    STATES = ("keep", "change")

    def page(
        self, viewer: Any, community: Community, *, after: str | None, size: int
    ) -> Page[Lesson]:
        """Raises BadCursor."""
        lessons = Lesson.objects.visible_to(viewer).filter(community=community)
        if self.tag:
            lessons = lessons.tagged(self.tag)
        if self.state:
            lessons = lessons.filter(verdict=self.state)
        return paginate(lessons.for_list(), ORDER, after=after, size=size)


def others_learned(viewer: Any, project: Project) -> list[Lesson]:
    """The newest few of other projects here that have a tag of this one."""
    if not project.tag_names:
        return []
    lessons = Lesson.objects.visible_to(viewer).filter(community=project.community_id)
    lessons = lessons.exclude(project=project.pk).tagged(*project.tag_names)
    return list(lessons.for_list().order_by("-pk")[:MOST])
