"""A topic goes into another space of its community, and all that follows it goes along."""

from typing import TYPE_CHECKING

from django.db import transaction

from communities.models import Activity, Space
from core.events import publish
from core.models import PageVersion
from discussions import linking, uses
from discussions.errors import AnotherCommunity
from discussions.events import TopicMoved
from discussions.models import Post, Topic, Turn
from discussions.models.turn import What
from discussions.search import Posts, Topics
from discussions.tagging import count_tags_of
from members.skills.models import Evidence
from notifications.models import Notice
from search.indexing import refresh

if TYPE_CHECKING:
    from accounts.models import User


def move(topic: Topic, space: Space, *, by: "User") -> None:
    """Put it there. Who may read it, fetch its files, find it and hear of it changes at once.

    Moving it to where it is changes nothing. Raises AnotherCommunity.
    """
    if space.community_id != topic.community_id:
        raise AnotherCommunity
    with transaction.atomic():
        moved = Topic.objects.lock(topic.pk)
        if moved.space_id == space.pk:
            return
        moved.community.lock()  # for its counts, which are written anew under this lock
        spaces = Space.objects.hold([moved.space_id, space.pk])
        left, entered = spaces[moved.space_id], spaces[space.pk]
        _count(moved, left, -1)
        Topic.objects.filter(pk=moved.pk).update(space=entered)
        _count(moved, entered, 1)
        turn = Turn.objects.note(moved, What.MOVED, by=by)
        Activity.objects.record("moved", moved, by=by, space=entered, to=moved.author)
        take_along(moved)
        _index(moved)
        Topic.objects.renew_page(moved.pk)
        for scope in sorted({left.scope, entered.scope}):
            PageVersion.objects.advance(scope)
        publish(TopicMoved(moved.pk, turn.pk))
    topic.refresh_from_db()


def take_along(topic: Topic) -> None:
    """Let what tells of the topic, or shows its files, follow the space it is in.

    Its space is held by whoever calls; the tables come in the order of `core.audience.rescope`.
    """
    shown = {"scope": topic.space.scope, "audience": topic.space.audience}
    posts = topic.posts.order_by().values("pk")
    Activity.objects.about(Topic, [topic.pk]).update(**shown)
    Activity.objects.about(Post, posts).update(**shown)
    if topic.deleted_at is None:
        uses.show(topic.posts.present(), topic.space)
        linking.show(topic.posts.present(), topic.space)
    Evidence.objects.about("answer", posts).update(**shown)
    Notice.objects.filter(group=topic.target).update(**shown)


def _count(topic: Topic, space: Space, change: int) -> None:
    topic.space = space
    if topic.deleted_at is None:
        topic.count(change)
        count_tags_of(topic, change)


def _index(topic: Topic) -> None:
    """Now and not by an event: until then it would be found by those it was taken from."""
    refresh(Topics.kind, [topic.pk])
    refresh(Posts.kind, topic.posts.filter(number__gt=1).values_list("pk", flat=True))
