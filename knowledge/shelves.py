"""What a list of resources can be narrowed to: one reading for web and API."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from communities.models import Community
from core.paging import Page, paginate
from knowledge.models import Collection, Resource, Standing
from knowledge.models.resource import ResourceQuerySet

STATES = ("broken", "retired")
NEWEST = ("-added_at", "-id")


@dataclass(frozen=True)
class Shelf:
    """A request for resources, with words it does not know left out."""

    tag: str = ""
    state: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Shelf":
        state = query.get("state", "")
        return cls(tag=query.get("tag", "")[:50], state=state if state in STATES else "")

    @property
    def is_plain(self) -> bool:
        return self == Shelf()

    def address(self, **changes: str) -> str:
        changed = asdict(self) | changes
        return f"?{urlencode({name: value for name, value in changed.items() if value})}"

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
