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


def leaders(series: Any) -> WorkshopQuerySet:
    """Of each series the first of those that say what all say."""
    saying = Workshop.objects.published().filter(series__in=series, is_own=False)
    return saying.order_by("series", "original_start").distinct("series")


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
        found = self.every().filter(pk__in=ids).published().for_page()
        # Of a series one says what all say, and leads to all; beside it is found what was changed.
        leading = set(leaders(found.values("series")).values_list("pk", flat=True))
        for workshop in found:
            leads = workshop.pk in leading
            if workshop.series_id and not (leads or workshop.is_own):
                continue
            said = [workshop.html[name] for name in NAMES if name in workshop.html]
            hosts = [f"{host.name} @{host.handle}" for host in workshop.hosts]
            yield Document(
                kind=self.kind,
                object_id=workshop.pk,
                scope=workshop.space.scope,
                audience=workshop.space.audience,
                thread=f"series:{workshop.series_id}" if workshop.series_id else workshop.target,
                community_id=workshop.community_id,
                space_id=workshop.space.pk,
                author_id=workshop.proposed_by_id,
                title=workshop.title,
                keywords=" ".join(workshop.tag_names),
                tags=workshop.tag_names,
                body="\n".join([*map(plain_text, said), workshop.venue, *hosts]),
                traits=["workshop"],
                url=workshop.series_address if leads else workshop.get_absolute_url(),
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
    workshop = Workshop.objects.get(pk=event.workshop_id)
    leading = leaders([workshop.series_id]).values_list("pk", flat=True)
    refresh(Workshops.kind, list({workshop.pk, *leading}))
