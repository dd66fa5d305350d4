"""What a list of resources can be narrowed to: one reading for web and API."""

from dataclasses import dataclass
from typing import Any

from communities.models import Community
from core.paging import Page, paginate
from knowledge.asked import Asked
from knowledge.models import Collection, Resource, Standing
from knowledge.models.resource import ResourceQuerySet

STATES = ("broken", "retired")
NEWEST = ("-added_at", "-id")


@dataclass(frozen=True)
class Shelf(Asked):
    """A request for resources."""

    STATES = STATES

    def resources(
        self, viewer: Any, community: Community, collection: Collection | None
    ) -> ResourceQuerySet:
        found = Resource.objects.visible_to(viewer).filter(community=community)
        if collection:
            found = found.filter(collection=collection)
        if self.tag:
            found = found.tagged(self.tag)
        if self.state:
            return found.filter(standing=self.state)
        return found.exclude(standing=Standing.RETIRED)

    def page(
        self,
        viewer: Any,
        community: Community,
        collection: Collection | None = None,
        *,
        after: str | None,
        size: int,
    ) -> Page[Resource]:
        """The last added first. Raises BadCursor."""
        found = self.resources(viewer, community, collection).for_display()
        return paginate(found, NEWEST, after=after, size=size)


def collections_of(viewer: Any, community: Community) -> list[Collection]:
    mine = Collection.objects.visible_to(viewer).filter(community=community)
    return list(mine.with_counts().select_related("community", "space").in_order())
