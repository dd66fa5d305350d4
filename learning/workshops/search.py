from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from communities.models import Space
from core.events import subscribe
from core.markdown import plain_text
from learning.workshops.events import (
    WorkshopCancelled,
    WorkshopEdited,
    WorkshopPublished,
)
from learning.workshops.models import Workshop, WorkshopQuerySet
from learning.workshops.parts import NAMES
from search.indexing import refresh
from search.kinds import Searchable, declare
from search.models import Document


@declare
class Workshops(Searchable):
    kind = "workshop"
    tab = _("Workshops")
    is_writing = True
    place = "community"

    def every(self) -> WorkshopQuerySet:
        return Workshop.objects.all()

    def of_community(self, community_id: int) -> WorkshopQuerySet:
        return self.every().filter(community=community_id)

    def containers(self, ids: Sequence[int]) -> QuerySet[Space]:
        return Space.objects.filter(pk__in=self.every().filter(pk__in=ids).values("space"))

    def documents(self, ids: Sequence[int]) -> Iterator[Document]:
        """Of those that take place, or took: also who was not there wants to know what was said."""
        for workshop in self.every().filter(pk__in=ids).published().for_page():
            said = [workshop.html[name] for name in NAMES if name in workshop.html]
            hosts = [f"{host.name} @{host.handle}" for host in workshop.hosts]
            yield Document(
                kind=self.kind,
                object_id=workshop.pk,
                scope=workshop.space.scope,
                audience=workshop.space.audience,
                thread=workshop.target,
                community_id=workshop.community_id,
                space_id=workshop.space.pk,
                author_id=workshop.proposed_by_id,
                title=workshop.title,
                keywords=" ".join(workshop.tag_names),
                tags=workshop.tag_names,
                body="\n".join([*map(plain_text, said), workshop.venue, *hosts]),
                traits=["workshop"],
                url=workshop.get_absolute_url(),
                created_at=workshop.published_at or workshop.created_at,
                active_at=workshop.published_at or workshop.created_at,
                weight=0.4,
            )

    def visible_to(self, viewer: Any) -> WorkshopQuerySet:
        return Workshop.objects.visible_to(viewer)

    def label(self, traits: list[str]) -> str | Promise:
        return _("Workshop")


@subscribe(WorkshopPublished)
@subscribe(WorkshopEdited)
@subscribe(WorkshopCancelled)
def workshop_changed(
    event: WorkshopPublished | WorkshopEdited | WorkshopCancelled,
) -> None:
    refresh(Workshops.kind, [event.workshop_id])
