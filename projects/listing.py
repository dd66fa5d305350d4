"""What a list of projects can be narrowed to: one reading for web and API."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, JSONObject

from communities.models import Community
from core.paging import Page, paginate
from knowledge.asked import Asked
from knowledge.models import State
from projects.calls.models.call import is_calling
from projects.models import Collaborator, Lesson, Project, Status
from projects.models.project import ProjectQuerySet

STATES = ("proposed", "paused", "closed", "mine", "calling")
ORDER = ("-changed_at", "-id")
FACES = 5


@dataclass(frozen=True)
class Listing(Asked):
    """A request for projects; plain, those that are proposed or active."""

    STATES = STATES

    def projects(self, viewer: Any, community: Community | None) -> ProjectQuerySet:
        projects = Project.objects.visible_to(viewer)
        if community:
            projects = projects.filter(community=community)
        if self.tag:
            projects = projects.tagged(self.tag)
        if self.state == "mine":
            return projects.with_member(viewer)
        if self.state == "calling":
            return projects.filter(is_calling())
        if self.state:
            return projects.filter(status=self.state)
        return projects.filter(status__in=[Status.PROPOSED, Status.ACTIVE])

    def page(
        self, viewer: Any, community: Community | None, *, after: str | None, size: int
    ) -> Page[Project]:
        """Raises BadCursor."""
        projects = with_faces(self.projects(viewer, community).for_list())
        projects = with_yield(projects).annotate(is_calling=is_calling())
        return paginate(projects, ORDER, after=after, size=size)


def with_faces(projects: ProjectQuerySet) -> ProjectQuerySet:
    """Annotate ``faces``: the first few who are in it, leads before others."""
    people = Collaborator.objects.active().filter(project=OuterRef("pk")).for_display()
    parts = ("name", "handle", "dye", "photo")
    face = JSONObject(**{part: f"user__{part}" for part in parts})
    return projects.annotate(faces=ArraySubquery(people.values_list(face)[:FACES]))


def with_yield(projects: ProjectQuerySet) -> ProjectQuerySet:
    """Annotate ``lesson_count`` and ``article_count``: what they learned, and what became of it."""
    kept = Lesson.objects.learned().filter(project=OuterRef("pk")).order_by().values("project")
    written = kept.annotate(n=Count("article", filter=Q(article__state=State.PUBLISHED)))
    return projects.annotate(
        lesson_count=Coalesce(Subquery(kept.annotate(n=Count("pk")).values("n")), 0),
        article_count=Coalesce(Subquery(written.values("n")), 0),
    )
