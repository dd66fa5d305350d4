from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from communities.models import Space
from core.events import subscribe
from core.markdown import plain_text
from projects.events import ProjectBegun, ProjectEdited, ProjectMoved
from projects.models import Project, Status
from projects.models.project import ProjectQuerySet
from search.indexing import refresh
from search.kinds import Searchable, declare
from search.models import Document
from search.narrowing import means

WEIGHTS = {Status.CLOSED: 0.1, Status.PAUSED: 0.1, Status.PROPOSED: 0.2, Status.ACTIVE: 0.4}


@declare
class Projects(Searchable):
    kind = "project"
    tab = _("Projects")
    is_writing = True
    place = "community"

    def every(self) -> ProjectQuerySet:
        return Project.objects.all()

    def of_community(self, community_id: int) -> ProjectQuerySet:
        return self.every().filter(community=community_id)

    def containers(self, ids: Sequence[int]) -> QuerySet[Space]:
        return Space.objects.filter(pk__in=Project.objects.filter(pk__in=ids).values("space"))

    def documents(self, ids: Sequence[int]) -> Iterator[Document]:
        for project in self.every().filter(pk__in=ids).for_page():
            yield Document(
                kind=self.kind,
                object_id=project.pk,
                scope=project.space.scope,
                audience=project.space.audience,
                thread=project.target,
                community_id=project.community_id,
                space_id=project.space_id,
                author_id=project.begun_by_id,
                title=project.title,
                keywords=" ".join(project.tag_names),
                tags=project.tag_names,
                body="\n".join(plain_text(html) for html in project.html.values()),
                traits=["project", str(project.status)],
                url=project.get_absolute_url(),
                created_at=project.created_at,
                active_at=project.changed_at,
                weight=WEIGHTS[Status(project.status)],
            )

    def visible_to(self, viewer: Any) -> ProjectQuerySet:
        return Project.objects.visible_to(viewer)

    def label(self, traits: list[str]) -> str | Promise:
        return _("Closed project") if "closed" in traits else _("Project")


means("is", "active", _("Active"), of=Projects.kind)
means("is", "closed", _("Closed"), of=Projects.kind)


@subscribe(ProjectBegun)
@subscribe(ProjectEdited)
@subscribe(ProjectMoved)
def project_changed(event: ProjectBegun | ProjectEdited | ProjectMoved) -> None:
    refresh(Projects.kind, [event.project_id])
