from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from communities.models import Space
from core.events import subscribe
from core.markdown import plain_text
from projects.events import ProjectBegun, ProjectEdited, ProjectMoved
from projects.models import Lesson, Project, Review, Status
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
        learned = learned_by(ids)
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
                body="\n".join((*map(plain_text, project.html.values()), *learned[project.pk])),
                traits=[
                    "project",
                    str(project.status),
                    *(["lessons"] if learned[project.pk] else []),
                ],
                url=project.get_absolute_url(),
                created_at=project.created_at,
                active_at=project.changed_at,
                weight=WEIGHTS[Status(project.status)],
            )

    def visible_to(self, viewer: Any) -> ProjectQuerySet:
        return Project.objects.visible_to(viewer)

    def recommends(self, traits: list[str]) -> bool:
        """Whoever asks the like of what a closed project learned is shown it."""
        return {"closed", "lessons"} <= set(traits)

    def label(self, traits: list[str]) -> str | Promise:
        return _("Closed project") if "closed" in traits else _("Project")


def learned_by(ids: Sequence[int]) -> dict[int, list[str]]:
    """By project, what it says that it learned and how it went, once it has been closed."""
    said: dict[int, list[str]] = defaultdict(list)
    for lesson in Lesson.objects.learned().filter(project__in=ids).order_by("pk"):
        said[lesson.project_id] += [lesson.title, plain_text(lesson.html)]
    for review in Review.objects.closed().filter(project__in=said).order_by("pk"):
        said[review.project_id] += map(plain_text, review.html.values())
    return said


means("is", "active", _("Active"), of=Projects.kind)
means("is", "closed", _("Closed"), of=Projects.kind)


@subscribe(ProjectBegun)
@subscribe(ProjectEdited)
@subscribe(ProjectMoved)
def project_changed(event: ProjectBegun | ProjectEdited | ProjectMoved) -> None:
    refresh(Projects.kind, [event.project_id])
