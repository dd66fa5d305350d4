from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from communities.models import Space
from core.events import subscribe
from core.markdown import plain_text
from projects.events import ProjectEdited
from projects.models import Update
from projects.updates.events import UpdateDeleted, UpdateEdited, UpdatePosted
from projects.updates.models import UpdateQuerySet
from search.indexing import refresh
from search.kinds import Searchable, declare
from search.models import Document


@declare
class Updates(Searchable):
    """Found with their project: a search shows the one that fits best, and how many others do."""

    kind = "update"
    tab = _("Updates")
    is_writing = True
    place = "community"

    def every(self) -> UpdateQuerySet:
        return Update.objects.all()

    def of_community(self, community_id: int) -> UpdateQuerySet:
        return self.every().filter(community=community_id)

    def containers(self, ids: Sequence[int]) -> QuerySet[Space]:
        return Space.objects.filter(project__updates__in=ids)

    def documents(self, ids: Sequence[int]) -> Iterator[Document]:
        for update in self.every().filter(pk__in=ids).for_page():
            yield Document(
                kind=self.kind,
                object_id=update.pk,
                scope=update.space.scope,
                audience=update.space.audience,
                thread=update.project.target,
                community_id=update.community_id,
                space_id=update.space.pk,
                author_id=update.by_id,
                title=update.project.title,
                keywords="",
                tags=[],
                body=plain_text(update.html),
                traits=["update"],
                url=update.get_absolute_url(),
                created_at=update.posted_at,
                active_at=update.posted_at,
                weight=0.1,
            )

    def visible_to(self, viewer: Any) -> UpdateQuerySet:
        return Update.objects.visible_to(viewer)

    def label(self, traits: list[str]) -> str | Promise:
        return _("Update")


@subscribe(UpdatePosted)
@subscribe(UpdateEdited)
@subscribe(UpdateDeleted)
def update_changed(event: UpdatePosted | UpdateEdited | UpdateDeleted) -> None:
    refresh(Updates.kind, [event.update_id])


@subscribe(ProjectEdited)
def project_is_called_something_else(event: ProjectEdited) -> None:
    of_it = Update.objects.filter(project=event.project_id)
    refresh(Updates.kind, of_it.values_list("pk", flat=True))
