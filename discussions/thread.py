"""One page of a topic: the opening post, a page of first-level posts, and what hangs below each.

Three queries, however many posts there are. Below each first-level post only the first
``REPLIES`` are shown; the rest has a page of its own.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, cast

from django.contrib.postgres.fields import ArrayField
from django.db.models import Count, F, Func, Q, TextField, Value, Window
from django.db.models.expressions import Case, When
from django.db.models.fields import IntegerField
from django.db.models.functions import Cast, Left, RowNumber, Sign
from django.db.models.lookups import IsNull

from accounts.models import User
from core.compiled import compiled
from core.paging import Beyond, Page, beginning, paginate, paginate_by
from discussions.models import Post, Topic
from discussions.models.post import PATH_STEP, PostQuerySet

FIRST_LEVEL = 20
REPLIES = 30
BRANCH = 100  # replies on a page of a branch's own


@dataclass
class Branch:
    """A first-level post and the replies below it, in reading order."""

    root: Post
    replies: list[Post] = field(default_factory=list)
    reply_count: int = 0

    @property
    def tree(self) -> list[Any]:
        """The replies as nested pairs: a post, and the pairs below it.

        What replies to a post of an earlier page stands at the first level of this one.
        """
        below: dict[int | None, list[Any]] = defaultdict(list)
        here = {post.pk for post in self.replies}
        for post in self.replies:
            parent = post.parent_id if post.parent_id in here else self.root.pk
            below[parent].append((post, below[post.pk]))
        return below[self.root.pk]

    @property
    def hidden(self) -> int:
        return self.reply_count - len(self.replies)


@dataclass
class Thread:
    opening: Branch | None
    branches: list[Branch]
    next: str | None
    accepted_number: int | None = None

    @property
    def is_last(self) -> bool:
        """Nothing comes after it, on a page of its own or of a branch."""
        branches = [self.opening, *self.branches]
        return not self.next and not any(branch and branch.hidden > 0 for branch in branches)

    @property
    def people(self) -> list[User]:
        """Who wrote what this page shows, in order of appearance."""
        return list(dict.fromkeys(post.author for post in self.posts if not post.deleted_at))[:8]

    @property
    def posts(self) -> Iterable[Post]:
        for branch in [self.opening, *self.branches]:
            if branch:
                yield branch.root
                yield from branch.replies


ORDERS = {
    "best": ("-is_accepted", "-merit", "number"),
    "oldest": ("number",),
    "newest": ("-number",),
    "useful": ("-useful_count", "number"),
}


def order_of(topic: Topic, sort: str | None = None) -> str:
    """The order that is asked for; else answers by merit, and talk as it went."""
    return sort if sort and sort in ORDERS else ("best" if topic.is_question else "oldest")


def read_thread(topic: Topic, *, sort: str | None = None, after: str | None = None) -> Thread:
    """A page of the topic. Raises BadCursor."""
    firsts = _first_level(topic, ORDERS[order_of(topic, sort)], after)
    branches = {post.path: Branch(post) for post in firsts}
    opening = None
    for post in _below(topic, list(branches), with_opening=not after):
        if post.is_opening:
            opening = branches[post.path] = Branch(post)
        else:
            branch = branches[post.path[:PATH_STEP]]
            branch.replies.append(post)
            branch.reply_count = cast(Any, post).in_branch
    accepted = next((post.number for post in firsts if post.pk == _accepted(topic)), None)
    shown = [branches[post.path] for post in firsts]
    thread = Thread(opening, shown, firsts.next, accepted)
    for post in thread.posts:
        post.topic = topic  # the one in hand, with its community: no query for each post
    return thread


def _first_level(topic: Topic, order: tuple[str, ...], after: str | None) -> Page[Post]:
    def read(order: tuple[str, ...], beyond: Beyond, most: int) -> list[Post]:
        asked = {"topic": topic.pk, "accepted": _accepted(topic)}
        return _roots(**asked, order=order, beyond=beyond, most=most)

    return paginate_by(read, Post, order, after=after, size=FIRST_LEVEL)


@compiled("order", "most")
def _roots(
    topic: Any, accepted: Any, order: tuple[str, ...], beyond: Any, most: int
) -> PostQuerySet:
    is_accepted = Case(When(pk=accepted, then=Value(1)), default=0, output_field=IntegerField())
    posts = Post.objects.filter(topic=topic).answers().standing()
    posts = posts.for_display().annotate(is_accepted=is_accepted)
    return beginning(posts, order, beyond, most)


def _accepted(topic: Topic) -> int:
    return topic.acceptance.answer_id if topic.is_solved else 0


def first_page_roots(topic: Topic) -> set[str]:
    """The branches that the topic's own page shows as it opens."""
    order = ORDERS[order_of(topic)]
    return {Post.OPENING_PATH, *(post.path for post in _first_level(topic, order, None))}


def read_branch(root: Post, *, after: str | None = None) -> tuple[Branch, str | None]:
    """One first-level post with a page of everything below it. Raises BadCursor."""
    below = Post.objects.filter(topic=root.topic_id).below(root).standing().for_display()
    replies = paginate(below, ("path",), after=after, size=BRANCH)
    return Branch(root, replies.items, len(replies)), replies.next


def _below(topic: Topic, roots: list[str], *, with_opening: bool) -> Iterable[Post]:
    """The opening post and the first replies of each branch, in the order of the tree."""
    ask = _opening_and_replies if with_opening else _replies
    return ask(topic=topic.pk, roots=roots)


@compiled()
def _opening_and_replies(topic: Any, roots: Any) -> PostQuerySet:
    return _first_below(topic, _hanging_below(roots) | Q(number=1) | Q(root=Post.OPENING_PATH))


@compiled()
def _replies(topic: Any, roots: Any) -> PostQuerySet:
    return _first_below(topic, _hanging_below(roots))


def _hanging_below(roots: Any) -> Q:
    # A list's own SQL would differ with its length.
    listed = Cast(roots, ArrayField(TextField()))
    place = Func(listed, F("root"), function="array_position", output_field=IntegerField())
    return Q(IsNull(place, False), number__gt=1, depth__gt=0)


def _first_below(topic: Any, replies: Q) -> PostQuerySet:
    posts = Post.objects.filter(topic=topic).standing().annotate(root=Left("path", PATH_STEP))
    branch: list[Any] = [F("root"), Sign("depth")]  # a root apart from what hangs below it
    ranked = posts.filter(replies).annotate(
        rank=Window(RowNumber(), partition_by=branch, order_by=F("path").asc()),
        in_branch=Window(Count("pk"), partition_by=branch),
    )
    return ranked.filter(rank__lte=REPLIES).for_display().in_thread_order()
