"""Projects that were delivered show what their people can do: `members/skills/sources.py`."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from communities.models import Space
from core.events import subscribe
from members.profile import Entry
from members.skills.noting import note
from members.skills.sources import Piece, Source, declare
from projects.events import ContributorThanked, ProjectEdited, ProjectMoved, ThanksChanged
from projects.models import Contribution, Lesson, Project, Role
from projects.models.collaborator import Collaborator


@declare
class ProjectsDelivered(Source):
    """Closed, with lessons: of whoever was thanked, by who confirmed it; and, where there were
    others, of its leads, without a witness. Nothing of who does not want to be named."""

    kind = "project"
    label = _("Project delivered")
    glyph = "hammer"
    document = "project"

    def every(self) -> QuerySet[Project]:
        return Project.objects.reviewed()

    def containers(self, ids: Sequence[int]) -> QuerySet[Space]:
        return Space.objects.filter(pk__in=Project.objects.filter(pk__in=ids).values("space"))

    def pieces(self, ids: Sequence[int]) -> Iterator[Piece]:
        learned = Lesson.objects.learned().filter(project__in=ids).values("project")
        makers = Prefetch("collaborators", Collaborator.objects.makers(), to_attr="made_by")
        thanks = Contribution.objects.thanked().prefetch_related("tags")
        thanked = Prefetch("contributions", thanks, to_attr="thanked")
        delivered = Project.objects.reviewed().filter(pk__in=ids).filter(pk__in=learned)
        for project in delivered.select_related("space").prefetch_related("tags", makers, thanked):
            yield from _pieces_of(project)

    def entries(self, viewer: Any, ids: Sequence[int]) -> dict[int, Entry]:
        readable = Project.objects.visible_to(viewer).filter(pk__in=ids)
        found = readable.select_related("community").defer("purpose", "done", "html")
        return {one.pk: Entry(one.title, one.get_absolute_url()) for one in found}

    def shared_with(self, user: Any, ids: Sequence[int]) -> Iterable[int]:
        """Who made it too."""
        places = Collaborator.objects.makers().filter(user=user.pk, project__in=ids)
        return places.values_list("project", flat=True)


def _pieces_of(project: Any) -> Iterator[Piece]:
    said = {one.user_id: one for one in project.thanked}
    leads = [one for one in project.made_by if one.role == Role.LEAD]
    led = {one.user_id for one in leads} if len(project.made_by) > 1 else set()
    for user in sorted({*said, *led}):
        thanks = said.get(user)
        if thanks and thanks.is_declined:
            continue
        confirmed = thanks if thanks and thanks.confirmed_by_id != user else None
        if confirmed is None and user not in led:
            continue
        named = [tag.pk for tag in confirmed.tags.all()] if confirmed else []
        yield Piece(
            source_id=project.pk,
            user_id=user,
            tags=named or [tag.pk for tag in project.tags.all()],
            space=project.space,
            at=project.closed_at,
            witness_id=confirmed.confirmed_by_id if confirmed else None,
        )


@subscribe(ProjectEdited)
@subscribe(ProjectMoved)
@subscribe(ThanksChanged)
def note_project(event: ProjectEdited | ProjectMoved | ThanksChanged) -> None:
    note(ProjectsDelivered.kind, [event.project_id])


@subscribe(ContributorThanked)
def thanked(event: ContributorThanked) -> None:
    for contribution in Contribution.objects.filter(pk=event.contribution_id):
        note(ProjectsDelivered.kind, [contribution.project_id])
