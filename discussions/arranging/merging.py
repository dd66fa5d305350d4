"""All posts of a topic go into another one, and its address leads there."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

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
from discussions.errors import AnotherCommunity, IntoItself
from discussions.events import AcceptanceWithdrawn, AnswerAccepted, TopicMerged
from discussions.models import (
    Acceptance,
    AgendaItem,
    Closure,
    Draft,
    Forward,
    Link,
    Merger,
    Post,
    Topic,
    Turn,
)
from discussions.models.turn import What
from discussions.moving import take_along
from discussions.search import Posts, Topics
from discussions.tagging import count_tags_of
from notifications.models import Follow, Notice
from search.indexing import refresh

if TYPE_CHECKING:
    from accounts.models import User


def merge(topic: Topic, into: Topic, *, by: "User") -> None:
    """Bring all that was written in the one into the other, in the order of time.

    What was split off takes its old places again. Raises IntoItself, AnotherCommunity, TopicIsGone.
    """
    if topic.pk == into.pk:
        raise IntoItself
    if topic.community_id != into.community_id:
        raise AnotherCommunity
    with transaction.atomic():
        Topic.objects.hold([topic.pk, into.pk])
        # Statements after the lock, which see what whoever held them has committed.
        held = Topic.objects.for_page().in_bulk([topic.pk, into.pk])
        source, target = held[topic.pk], held[into.pk]
        source.ensure_present()
        target.ensure_present()
        source.community.lock()  # for its counts, which are written under this lock
        spaces = Space.objects.hold([source.space_id, target.space_id])
        source.space, target.space = spaces[source.space_id], spaces[target.space_id]
        ids = _bring_over(source, target)
        _take_away(source, by=by)
        turn = Turn.objects.note(target, What.MERGED, by=by, note=source.title)
        Merger.objects.create(topic=source, into=target, turn=turn, by=by)
        _lead_on(source, target)
        Activity.objects.record("merged", target, by=by, space=target.space, to=source.author)
        take_along(target)
        refresh(Topics.kind, [source.pk, target.pk])  # now: readers of the two may not be the same
        refresh(Posts.kind, ids)
        for one in sorted((source, target), key=lambda one: one.pk):
            Topic.objects.renew_page(one.pk)
        for scope in sorted({source.space.scope, target.space.scope}):
            PageVersion.objects.advance(scope)
        publish(TopicMerged(source.pk, target.pk, turn.pk))
    topic.refresh_from_db()
    into.refresh_from_db()


def _bring_over(source: Topic, target: Topic) -> list[int]:
    posts = list(source.posts.select_related("author").order_by("number"))
    beyond = target.post_count
    _carry_acceptance(source, target)
    numbers = transplant(posts, source, target, parent_of=_places(posts[0], target))
    reckon(target)
    carry_reading(source, target, numbers, beyond=beyond)
    carry_follows(Follow.objects.filter(target=source.target), target)
    carry_notices(source, target)
    Notice.objects.retract_group(source.target)  # what is left was about the topic itself
    return [post.pk for post in posts]


def _places(opening: Post, target: Topic) -> Callable[[Post], int | None]:
    """What was asked stands below the target's opening, what was answered beside its answers.

    Where the opening had been split off from here and returns, its answers hang below it.
    """
    returns = Forward.objects.filter(topic=target, post=opening).exists()
    first = target.posts.get(number=1)

    def parent_of(post: Post) -> int | None:
        if post.pk == opening.pk:
            return first.pk
        return opening.pk if returns and post.parent_id is None else post.parent_id

    return parent_of


def _carry_acceptance(source: Topic, target: Topic) -> None:
    """What was accepted stays so, where nothing is yet that it would be beside."""
    for acceptance in Acceptance.objects.filter(topic=source):
        returns = Forward.objects.filter(topic=target, post__topic=source).exists()
        if returns or Acceptance.objects.filter(topic=target).exists() or not target.is_question:
            publish(AcceptanceWithdrawn(source.pk, acceptance.answer_id))
            acceptance.delete()
            continue
        Acceptance.objects.filter(pk=acceptance.pk).update(topic=target)
        publish(AnswerAccepted(acceptance.pk))


def _take_away(source: Topic, *, by: "User") -> None:
    source.count(-1)
    count_tags_of(source, -1)
    Topic.objects.filter(pk=source.pk).update(
        deleted_at=timezone.now(), deleted_by=by, answer_count=0, reply_count=0, pinned_at=None
    )


def _lead_on(source: Topic, target: Topic) -> None:
    """Whatever named the source names the target."""
    Merger.objects.filter(into=source).update(into=target)
    Closure.objects.filter(topic=target, duplicate_of=source).delete()
    Closure.objects.filter(duplicate_of=source).update(duplicate_of=target)
    Turn.objects.filter(other=source).exclude(topic=target).update(other=target)
    _lead_links_on(source, target)
    if not AgendaItem.objects.filter(topic=target).exists():
        AgendaItem.objects.filter(topic=source).update(topic=target)
    AgendaItem.objects.filter(topic=source).delete()
    writing = Draft.objects.filter(key=f"reply/{source.pk}")
    already = Draft.objects.filter(key=f"reply/{target.pk}").values("user")
    writing.exclude(user__in=already).update(key=f"reply/{target.pk}")


def _lead_links_on(source: Topic, target: Topic) -> None:
    leading = Link.objects.filter(target=source.target)
    both = Link.objects.filter(
        target=target.target, kind=OuterRef("kind"), object_id=OuterRef("object_id")
    )
    leading.filter(Q(page=target.target) | Exists(both)).delete()
    leading.update(target=target.target, address=target.address)
