"""What a list of topics can be narrowed to and sorted by: one reading for web and API."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from communities.models import Community, Space
from communities.models.space import SpaceQuerySet
from core.compiled import compiled
from core.paging import Beyond, Page, beginning, paginate_by
from discussions.models import Kind, Topic
from discussions.models.topics import TopicQuerySet

ORDERS = {
    "active": ("-active_at", "-id"),
    "newest": ("-created_at", "-id"),
    "useful": ("-useful_count", "-id"),
}
READ = (21, 51, 101)  # rows at once: each has SQL of its own, which is kept
MOST_PINNED = 3
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

    def topics(self, viewer: Any, community: Any) -> TopicQuerySet:
        topics = Topic.objects.visible_to(viewer)
        if community is not None:
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

        def read(order: tuple[str, ...], beyond: Beyond, most: int) -> list[Topic]:
            return _topics(
                viewer=viewer,
                community=community.pk if community else None,
                kind=self.kind,
                tag=self.tag,
                space=self.space,
                state=self.state,
                order=order,
                beyond=beyond,
                most=next(size for size in READ if size >= most),
            )

        return paginate_by(read, Topic, ORDERS[self.sort], after=after, size=size)

    def _in_state(self, topics: TopicQuerySet, viewer: Any) -> TopicQuerySet:
        if self.state == "mine":
            return topics.filter(author_id=viewer.pk or 0)
        if self.state == "unread":
            return topics.unread_by(viewer)
        return getattr(topics, self.state)() if self.state else topics


@compiled("state", "order", "most")
def _topics(  # noqa: PLR0913 - a list may be asked for all of this
    *,
    viewer: Any,
    community: Any,
    kind: Any,
    tag: Any,
    space: Any,
    state: str,
    order: tuple[str, ...],
    beyond: Any,
    most: int,
) -> TopicQuerySet:
    asked = Listing(kind=kind, tag=tag, space=space, state=state)
    topics = asked.topics(viewer, community).for_list().with_place_of(viewer)
    return beginning(topics, order, beyond, most)


def pinned(viewer: Any, community: Community) -> list[Topic]:
    return _pinned(viewer=viewer, community=community.pk)


@compiled()
def _pinned(viewer: Any, community: Any) -> TopicQuerySet:
    topics = Topic.objects.visible_to(viewer).pinned(community)
    return topics.for_list().with_place_of(viewer)[:MOST_PINNED]


def readable_spaces(viewer: Any, community: Community) -> list[Space]:
    return _readable_spaces(viewer=viewer, community=community.pk)


@compiled()
def _readable_spaces(viewer: Any, community: Any) -> SpaceQuerySet:
    rooms = Space.objects.visible_to(viewer).rooms()
    return rooms.filter(community=community).in_order()
