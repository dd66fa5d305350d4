"""What a list of topics can be narrowed to and sorted by: one reading for web and API."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from communities.models import Community, Space
from core.paging import Page, paginate
from discussions.models import Kind, Topic
from discussions.models.topic import TopicQuerySet

ORDERS = {
    "active": ("-active_at", "-id"),
    "newest": ("-created_at", "-id"),
    "useful": ("-useful_count", "-id"),
}
STATES = ("unanswered", "unsolved", "solved", "unread", "mine")


@dataclass(frozen=True)
class Listing:
    """A request for topics, with words it does not know left out."""

    kind: str = ""
    tag: str = ""
    space: str = ""
    state: str = ""
    sort: str = "active"

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Listing":
        def one_of(name: str, known: Any, default: str = "") -> str:
            value = query.get(name, default)
            return value if value in known else default

        return cls(
            kind=one_of("kind", Kind.values),
            tag=query.get("tag", "")[:50],
            space=query.get("space", "")[:50],
            state=one_of("state", STATES),
            sort=one_of("sort", ORDERS, "active"),
        )

    @property
    def is_plain(self) -> bool:
        return self == Listing()

    def address(self, **changes: str) -> str:
        """The query of this list with something changed: what its links lead to."""
        changed = asdict(self) | changes
        plain = asdict(Listing())
        asked = {name: value for name, value in changed.items() if value != plain.get(name, "")}
        return f"?{urlencode(asked)}"

    def topics(self, viewer: Any, community: Community | None = None) -> TopicQuerySet:
        topics = Topic.objects.visible_to(viewer)
        if community:
            topics = topics.filter(community=community)
        if self.kind:
            topics = topics.filter(kind=self.kind)
        if self.tag:
            topics = topics.tagged(self.tag)
        if self.space:
            topics = topics.filter(space__slug=self.space)
        return self._in_state(topics, viewer)

    def page(
        self, viewer: Any, community: Community | None, *, after: str | None, size: int
    ) -> Page[Topic]:
        """Raises BadCursor."""
        topics = self.topics(viewer, community).for_list().with_place_of(viewer)
        return paginate(topics, ORDERS[self.sort], after=after, size=size)

    def _in_state(self, topics: TopicQuerySet, viewer: Any) -> TopicQuerySet:
        if self.state == "mine":
            return topics.filter(author_id=viewer.pk or 0)
        if self.state == "unread":
            return topics.unread_by(viewer) if viewer.is_authenticated else topics.none()
        return getattr(topics, self.state)() if self.state else topics


def readable_spaces(viewer: Any, community: Community) -> list[Space]:
    return list(Space.objects.visible_to(viewer).filter(community=community).in_order())
