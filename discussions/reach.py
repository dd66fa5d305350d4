"""How many would get a notice of what somebody is about to post; nobody gets one of being counted.

The kinds of notices are asked about a post that is not saved, so that what decides who is told
decides this too, with two exceptions. Whoever is addressed in person, as by a mention, is counted
though they mute it, and nobody's blocks are asked: a number that told these would tell on people.
"""

from typing import TYPE_CHECKING

from django.db.models import Q

from accounts.models import User
from communities.models import Space, Tag
from core import markdown
from discussions.events import PostAdded, TopicStarted
from discussions.models import Post, Topic
from discussions.notices import PostNews
from discussions.tagging import canonical
from discussions.writing import readers
from notifications.notices import kinds_of
from notifications.telling import seeing

if TYPE_CHECKING:
    from collections.abc import Iterable


def reach_of_topic(space: Space, *, kind: str, tags: list[str], source: str, by: User) -> int:
    """Of a topic that is about to be started, with the tags that are there already."""
    topic = Topic(community_id=space.community_id, space=space, kind=kind, author=by)
    names = canonical(space.community_id, tags)
    known = Tag.objects.filter(community=space.community_id, name__in=names)
    topic.tags_begun = list(known.values_list("pk", flat=True))
    return _reach(Post(topic=topic, number=1, author=by), source, by, kinds_of(TopicStarted(0)))


def reach_of_reply(topic: Topic, *, parent: Post | None, source: str, by: User) -> int:
    post = Post(topic=topic, number=topic.post_count + 1, parent=parent, author=by)
    return _reach(post, source, by, kinds_of(PostAdded(0)))


def _reach(post: Post, source: str, by: User, kinds: "Iterable[Iterable[object]]") -> int:
    named = readers(markdown.parse(source).mentions, post.topic.space)
    post.names_begun = [user.pk for user in named.values()]
    told = Q(pk__in=[])
    for kind in (kind for several in kinds for kind in several):
        if isinstance(kind, PostNews) and kind.tells_of(post):
            users = kind.addressed(post) if kind.is_personal else kind.candidates(post)
            told |= Q(pk__in=users.values("pk"))
    users = User.objects.filter(told, is_active=True).exclude(pk=by.pk)
    return len(seeing(list(users.only("pk")), post.topic.space))
