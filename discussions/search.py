"""Topics and posts as documents: a topic with its opening post is one, each other post is one."""

from collections.abc import Iterator, Sequence
from math import log2
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from communities.models import Space
from core.events import subscribe
from core.markdown import plain_text
from discussions.events import (
    AcceptanceWithdrawn,
    AnswerAccepted,
    PostAdded,
    PostDeleted,
    PostEdited,
    PostRestored,
    ReactionLeft,
    ReactionWithdrawn,
    TopicClosed,
    TopicEdited,
    TopicMoved,
    TopicReopened,
    TopicStarted,
    VoteChanged,
)
from discussions.models import Acceptance, Kind, Post, Topic
from discussions.models.closure import Reason
from discussions.ranking import TRIAL
from search.indexing import refresh
from search.kinds import Searchable, declare
from search.models import Document
from search.narrowing import Narrowing, means, narrows

PostEvent = (
    PostAdded
    | PostEdited
    | PostDeleted
    | PostRestored
    | VoteChanged
    | ReactionLeft
    | ReactionWithdrawn
)

SOLVED = 0.3
ACCEPTED = 0.6
CLOSED = -0.4  # as a duplicate, off topic or unclear
DOUBTED = -0.4  # called unsafe, or outdated by several
USEFUL = 0.12  # each time the number doubles who found it useful or tried it with success
MOST_USEFUL = 0.8


@declare
class Topics(Searchable):
    kind = "topic"
    tab = _("Topics")
    is_writing = True
    place = "community"

    def every(self) -> QuerySet[Topic]:
        return Topic.objects.all()

    def of_community(self, community_id: int) -> QuerySet[Topic]:
        return self.every().filter(community=community_id)

    def containers(self, ids: Sequence[int]) -> QuerySet[Space]:
        return Space.objects.filter(pk__in=Topic.objects.filter(pk__in=ids).values("space"))

    def documents(self, ids: Sequence[int]) -> Iterator[Document]:
        openings = {post.topic_id: post for post in Post.objects.filter(topic__in=ids, number=1)}
        for topic in Topic.objects.filter(pk__in=ids, deleted_at=None).for_page().with_tags():
            yield Document(
                **common(topic),
                kind=self.kind,
                object_id=topic.pk,
                author_id=topic.author_id,
                title=topic.title,
                keywords=" ".join(topic.tag_names),
                body=plain_text(openings[topic.pk].html),
                traits=traits_of(topic),
                url=topic.get_absolute_url(),
                created_at=topic.created_at,
                active_at=topic.active_at,
                weight=weight_of(topic, openings[topic.pk]) + SOLVED * topic.is_solved,
            )

    def visible_to(self, viewer: Any) -> QuerySet[Topic]:
        return Topic.objects.visible_to(viewer)

    def label(self, traits: list[str]) -> str | Promise:
        return next((Kind(trait).label for trait in traits if trait in Kind), _("Topic"))


@declare
class Posts(Searchable):
    kind = "post"
    tab = _("Answers and replies")
    is_writing = True
    place = "topic__community"

    def every(self) -> QuerySet[Post]:
        return Post.objects.filter(number__gt=1)

    def of_community(self, community_id: int) -> QuerySet[Post]:
        return self.every().filter(community=community_id)

    def containers(self, ids: Sequence[int]) -> QuerySet[Space]:
        return Space.objects.filter(pk__in=Post.objects.filter(pk__in=ids).values("topic__space"))

    def documents(self, ids: Sequence[int]) -> Iterator[Document]:
        posts = Post.objects.present().filter(pk__in=ids, number__gt=1, topic__deleted_at=None)
        topics = Topic.objects.filter(posts__in=ids).distinct().for_page().with_tags()
        by_id = {topic.pk: topic for topic in topics}
        for post in posts.select_related("acceptance"):
            post.topic = by_id[post.topic_id]
            is_accepted = post.topic.is_question and hasattr(post, "acceptance")
            yield Document(
                **common(post.topic),
                kind=self.kind,
                object_id=post.pk,
                author_id=post.author_id,
                within=post.topic.title,
                body=plain_text(post.html),
                traits=[
                    "answer" if post.is_answer else "reply",
                    *(["accepted"] if is_accepted else []),
                ],
                url=post.get_absolute_url(),
                created_at=post.created_at,
                active_at=post.edited_at or post.created_at,
                weight=weight_of(post.topic, post) + ACCEPTED * is_accepted,
            )

    def visible_to(self, viewer: Any) -> QuerySet[Post]:
        return Post.objects.visible_to(viewer)

    def label(self, traits: list[str]) -> str | Promise:
        if "accepted" in traits:
            return _("Accepted answer")
        return _("Answer") if "answer" in traits else _("Reply")


def common(topic: Topic) -> dict[str, Any]:
    """What a topic's document shares with those of its posts."""
    return {
        "scope": topic.space.scope,
        "audience": topic.space.audience,
        "thread": f"topic:{topic.pk}",
        "community_id": topic.community_id,
        "space_id": topic.space_id,
        "tags": topic.tag_names,
    }


def traits_of(topic: Topic) -> list[str]:
    traits = [str(topic.kind)]
    if topic.is_question:
        traits.append("solved" if topic.is_solved else "unsolved")
        if not topic.answer_count and not topic.is_closed:
            traits.append("unanswered")
    if topic.is_closed:
        traits.append("closed")
    return traits


def weight_of(topic: Topic, post: Post) -> float:
    found = post.useful_count + TRIAL * post.worked_count
    weight = min(USEFUL * log2(1 + found), MOST_USEFUL)
    if post.unsafe_count or post.is_called_outdated:
        weight += DOUBTED
    if topic.is_closed and topic.closure.reason not in {Reason.DONE, Reason.PAUSED}:
        weight += CLOSED
    return weight


SEVERAL = {
    Kind.QUESTION: _("Questions"),
    Kind.DISCUSSION: _("Discussions"),
    Kind.STORY: _("Practice stories"),
    Kind.ANNOUNCEMENT: _("Announcements"),
}

for _kind, _several in SEVERAL.items():
    means("kind", _kind.value, _several, of=Topics.kind)
means("kind", "answer", _("Answers"), of=Posts.kind)
means("kind", "reply", _("Replies"), of=Posts.kind)
means("is", "solved", _("Solved"), of=Topics.kind)
means("is", "unsolved", _("Unsolved"), of=Topics.kind)
means("is", "unanswered", _("Unanswered"), of=Topics.kind)
means("is", "accepted", _("Accepted answers"), of=Posts.kind)
means("is", "closed", _("Closed"), of=Topics.kind)


@narrows("topic")
def topics_of_kind(viewer: Any, kind: str) -> Narrowing:
    """Only topics of one kind: ``story``."""
    if kind not in Kind:
        return Narrowing("topic", kind, kind)
    condition = Q(kind=Topics.kind, traits__contains=[kind])
    return Narrowing("topic", kind, str(SEVERAL[Kind(kind)]), condition)


@subscribe(TopicStarted)
def topic_started(event: TopicStarted) -> None:
    refresh(Topics.kind, [event.topic_id])


@subscribe(TopicEdited)
@subscribe(TopicClosed)
@subscribe(TopicReopened)
@subscribe(TopicMoved)
def topic_changed(event: TopicEdited | TopicClosed | TopicReopened | TopicMoved) -> None:
    """Its posts carry its title, its tags and whether it is there at all."""
    posts = Post.objects.filter(topic=event.topic_id, number__gt=1)
    refresh(Topics.kind, [event.topic_id])
    refresh(Posts.kind, posts.values_list("pk", flat=True))


@subscribe(PostAdded)
@subscribe(PostEdited)
@subscribe(PostDeleted)
@subscribe(PostRestored)
@subscribe(VoteChanged)
@subscribe(ReactionLeft)
@subscribe(ReactionWithdrawn)
def post_changed(event: PostEvent) -> None:
    """Its topic has become more active, or, if it is the opening post, more useful."""
    post = Post.objects.get(pk=event.post_id)
    refresh(Topics.kind, [post.topic_id])
    if not post.is_opening:
        refresh(Posts.kind, [post.pk])


@subscribe(AnswerAccepted)
def answer_accepted(event: AnswerAccepted) -> None:
    acceptance = Acceptance.objects.filter(pk=event.acceptance_id).first()
    if acceptance:  # else it is withdrawn already, and that is an event of its own
        settle(acceptance.topic_id, acceptance.answer_id)


@subscribe(AcceptanceWithdrawn)
def acceptance_withdrawn(event: AcceptanceWithdrawn) -> None:
    settle(event.topic_id, event.post_id)


def settle(topic_id: int, answer_id: int) -> None:
    """Also the answer that was accepted until now has lost something."""
    before = Document.objects.filter(thread=f"topic:{topic_id}", traits__contains=["accepted"])
    refresh(Topics.kind, [topic_id])
    refresh(Posts.kind, [answer_id, *before.values_list("object_id", flat=True)])
