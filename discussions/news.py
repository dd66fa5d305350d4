"""What came to a topic while somebody has its page open."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from core.compiled import compiled
from discussions.models import Post, Topic
from discussions.models.post import PostQuerySet
from discussions.thread import Branch

MOST_SHOWN = 50


def count_of_news(viewer: Any, topic: int, after: int) -> tuple[int, int] | None:
    """First-level posts and others beyond this number, by others; None where one may not read it.

    Asked over and over by every open page, so it is one query, and asks for nothing else.
    """
    found = list(_counts(viewer=viewer, topic=topic, after=after))
    return found[0] if found else None


@compiled()
def _counts(viewer: Any, topic: Any, after: Any) -> "QuerySet[Topic, tuple[int, int]]":
    first, below = (
        Coalesce(Subquery(_beyond(viewer, after, Q(parent__isnull=is_first))), 0)
        for is_first in (True, False)
    )
    return Topic.objects.visible_to(viewer).filter(pk=topic).values_list(first, below)


def _beyond(viewer: Any, after: Any, level: Q) -> "QuerySet[Post, Any]":
    posts = Post.objects.present().filter(level, topic=OuterRef("pk"), number__gt=after)
    if viewer.is_authenticated:
        posts = posts.exclude(author_id=viewer.pk)
    return posts.order_by().values("topic").annotate(n=Count("pk")).values("n")


@dataclass
class News:
    """New first-level posts with what is new below them; and what is new below earlier ones."""

    branches: list[Branch] = field(default_factory=list)
    loose: list[Post] = field(default_factory=list)

    @property
    def posts(self) -> Iterable[Post]:
        for branch in self.branches:
            yield branch.root
            yield from branch.replies
        yield from self.loose

    @property
    def first(self) -> int:
        return next((post.number for post in self.posts), 0)

    @property
    def last(self) -> int:
        return max((post.number for post in self.posts), default=0)


def read_news(viewer: Any, topic: Topic, after: int) -> News:
    beyond = Post.objects.present().filter(topic=topic, number__gt=after)
    posts: PostQuerySet = beyond.exclude(author_id=viewer.pk or 0)
    news, branches = News(), dict[str, Branch]()
    for post in posts.select_related("author", "parent__author").order_by("number")[:MOST_SHOWN]:
        post.topic = topic
        if post.parent_id is None:
            branches[post.path] = Branch(post)
            news.branches.append(branches[post.path])
        elif post.root_path in branches:
            branches[post.root_path].replies.append(post)
            branches[post.root_path].reply_count += 1
        else:
            news.loose.append(post)
    for branch in news.branches:
        branch.replies.sort(key=lambda post: post.path)
    return news
