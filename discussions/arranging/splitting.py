"""A post becomes a topic of its own, and the replies to it become what was answered there."""

from typing import TYPE_CHECKING

from django.db import transaction

from communities.models import Activity, Space
from core.events import publish
from core.models import PageVersion
from discussions.arranging.transplanting import (
    carry_follows,
    carry_notices,
    carry_reading,
    reckon,
    transplant,
)
from discussions.errors import AnotherCommunity, OpeningPost
from discussions.events import AcceptanceWithdrawn, TopicSplit
from discussions.models import Acceptance, Kind, Post, Topic, Turn
from discussions.models.turn import What
from discussions.moving import take_along
from discussions.search import Posts, Topics
from discussions.tagging import retag
from notifications.models import Follow
from search.indexing import refresh

if TYPE_CHECKING:
    from accounts.models import User


def split(post: Post, *, space: Space, title: str, tags: list[str], by: "User") -> Topic:
    """Make it a question, in that space. Its old address leads there, and a line says so.

    Raises OpeningPost, PostIsDeleted, PostHasMoved, AnotherCommunity.
    """
    if post.is_opening:
        raise OpeningPost
    if space.community_id != post.community_id:
        raise AnotherCommunity
    with transaction.atomic():
        source = Topic.objects.lock(post.topic_id)
        first = source.held(post)
        first.ensure_present()
        begun = _begin(first, space, title)
        source.community.lock()  # for its tags and counts, which are written under this lock
        retag(begun, tags)
        spaces = Space.objects.hold([source.space_id, space.pk])
        begun.space, source.space = spaces[space.pk], spaces[source.space_id]
        begun.count(1)
        below = first.parent.number if first.parent and not first.parent.is_opening else None
        ids = _bring_over(source, begun, first)
        Turn.objects.note(source, What.SPLIT, by=by, other=begun, below=below)
        turn = Turn.objects.note(begun, What.BEGUN, by=by, other=source)
        Activity.objects.record("split", begun, by=by, space=begun.space, to=first.author)
        take_along(begun)
        refresh(Topics.kind, [source.pk, begun.pk])  # now: it may be hidden from former readers
        refresh(Posts.kind, ids)
        for topic in (source, begun):
            Topic.objects.renew_page(topic.pk)
        for scope in sorted({source.space.scope, begun.space.scope}):
            PageVersion.objects.advance(scope)
        publish(TopicSplit(source.pk, begun.pk, turn.pk))
    begun.refresh_from_db()
    return begun


def _begin(first: Post, space: Space, title: str) -> Topic:
    """The topic of which the post is about to be the first; as old, and as often edited, as it."""
    return Topic.objects.create(
        community_id=first.community_id,
        space=space,
        kind=Kind.QUESTION,
        title=title,
        author=first.author,
        created_at=first.created_at,
        version=first.version,
    )


def _bring_over(source: Topic, begun: Topic, first: Post) -> list[int]:
    """The post and what hangs below it; the ids of them all."""
    below = Post.objects.filter(topic=source).below(first).select_related("author")
    posts = [first, *below.order_by("number")]
    ids = [post.pk for post in posts]
    _withdraw_acceptance(source, ids)

    def parent_of(post: Post) -> int | None:
        return None if first.pk in {post.pk, post.parent_id} else post.parent_id

    numbers = transplant(posts, source, begun, parent_of=parent_of)
    begun.gist = Topic.gist_of(first.html)
    begun.save(update_fields=["gist"])
    reckon(source)
    reckon(begun)
    carry_reading(source, begun, numbers)
    carry_follows(Follow.objects.filter(target=source.target, is_chosen=True), begun)
    for author in {post.author for post in posts}:
        Follow.objects.watch_unless_chosen(begun.target, by=author)
    carry_notices(source, begun)
    return ids


def _withdraw_acceptance(source: Topic, ids: list[int]) -> None:
    for acceptance in Acceptance.objects.filter(topic=source, answer__in=ids):
        publish(AcceptanceWithdrawn(source.pk, acceptance.answer_id))
        acceptance.delete()
