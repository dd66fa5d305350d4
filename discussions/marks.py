"""What of a topic is the viewer's own, beside what they wrote: one query for all of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import QuerySet

from accounts.models import User
from core.compiled import compiled
from discussions.models import Bookmark, Pick, Post, Vote


@dataclass(frozen=True)
class Marks:
    """The ids of posts: those the viewer found useful, those they keep, and those in their tray."""

    useful: frozenset[int] = frozenset()
    bookmarked: frozenset[int] = frozenset()
    picked: frozenset[int] = frozenset()


def marks_of(viewer: Any, posts: Iterable[Post]) -> Marks:
    """In the topic that these posts are of."""
    topic = next((post.topic_id for post in posts), None)
    if topic is None or not viewer.is_authenticated:
        return Marks()
    [(useful, bookmarked, picked)] = _marks(viewer=viewer, topic=topic)
    return Marks(frozenset(useful), frozenset(bookmarked), frozenset(picked))


@compiled()
def _marks(viewer: Any, topic: Any) -> "QuerySet[User, tuple[list[int], list[int], list[int]]]":
    votes = Vote.objects.filter(user=viewer.pk, post__topic=topic)
    kept = Bookmark.objects.filter(user=viewer.pk, post__topic=topic)
    picked = Pick.objects.filter(user=viewer.pk, post__topic=topic)
    rows = (votes, kept, picked)
    return User.objects.filter(pk=viewer.pk).values_list(
        *(ArraySubquery(mine.values("post_id")) for mine in rows)
    )
