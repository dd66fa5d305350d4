from accounts.models import User
from communities.models import Community, Space
from discussions.models import Kind, Post, Topic
from tests.communities.factories import CommunityFactory, join


def start_topic(
    *,
    space: Space | None = None,
    by: User | None = None,
    kind: str = Kind.QUESTION,
    title: str = "How do you set a baseline afterwards?",
    source: str = "There is none, and the donor wants one.",
    tags: list[str] | None = None,
) -> Topic:
    """A topic in a public community, begun by one of its members, through the real verb."""
    space = space or first_space(CommunityFactory())
    by = by or join(space.community)
    return Topic.objects.start(space, kind=kind, title=title, source=source, tags=tags or [], by=by)


def first_space(community: Community) -> Space:
    return community.spaces.in_order()[0]


def add_post(
    topic: Topic,
    *,
    by: User | None = None,
    parent: Post | None = None,
    source: str = "Use the late joiners.",
) -> Post:
    return topic.reply(source, by=by or join(topic.community), parent=parent)
