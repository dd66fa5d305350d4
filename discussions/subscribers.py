from django.db import transaction

from communities.events import SpaceChanged
from communities.models import Space
from core.events import subscribe
from core.markdown import excerpt
from core.uploads.events import UploadRemoved
from discussions import uses
from discussions.counting import recount
from discussions.events import (
    AcceptanceWithdrawn,
    PostAdded,
    PostDeleted,
    PostEdited,
    ReactionLeft,
    ReactionWithdrawn,
    TopicClosed,
    TopicEdited,
    TopicMoved,
    TopicReopened,
    TopicStarted,
)
from discussions.models import Post, Reaction, ReadMark, Topic
from discussions.models.closure import Reason
from discussions.models.reaction import Word, key_of
from discussions.moving import take_along
from discussions.notices import closing_key, reopening_key
from notifications.models import Follow, Notice


@subscribe(TopicStarted)
def watch_what_you_start(event: TopicStarted) -> None:
    for topic in Topic.objects.filter(pk=event.topic_id).select_related("author"):
        Follow.objects.watch_unless_chosen(topic.target, by=topic.author)


@subscribe(SpaceChanged)
def count_what_all_may_read(event: SpaceChanged) -> None:
    for space in Space.objects.filter(pk=event.space_id):
        recount(space.community_id)


@subscribe(PostAdded)
def watch_where_you_write(event: PostAdded) -> None:
    for post in Post.objects.filter(pk=event.post_id).select_related("author", "topic"):
        Follow.objects.watch_unless_chosen(post.topic.target, by=post.author)
        ReadMark.objects.go_on_with(post)


@subscribe(PostDeleted)
def take_back_post(event: PostDeleted) -> None:
    reactions = Reaction.objects.filter(post=event.post_id)
    said = [reaction.key for reaction in reactions]
    Notice.objects.retract(f"post:{event.post_id}", f"accepted:{event.post_id}", *said)


@subscribe(AcceptanceWithdrawn)
def take_back_acceptance(event: AcceptanceWithdrawn) -> None:
    Notice.objects.retract(f"accepted:{event.post_id}")


@subscribe(ReactionLeft)
@subscribe(ReactionWithdrawn)
def take_back_reaction(event: ReactionLeft | ReactionWithdrawn) -> None:
    """What was said before, or is said no more; and quote what is said now."""
    now = Reaction.objects.filter(pk=event.reaction_id).first()
    keys = {key_of(event.reaction_id, word) for word in Word.values}
    Notice.objects.retract(*(keys - {now.key} if now else keys))
    if now:
        Notice.objects.quote_anew(now.key, now.why)


@subscribe(TopicClosed)
def take_back_reopening(event: TopicClosed) -> None:
    Notice.objects.retract(reopening_key(event.topic_id))


@subscribe(TopicReopened)
def take_back_closing(event: TopicReopened) -> None:
    Notice.objects.retract(*(closing_key(event.topic_id, reason) for reason in Reason.values))


@subscribe(TopicMoved)
def take_along_what_came_meanwhile(event: TopicMoved) -> None:
    """A notice that was being told while the topic moved was written for those who read it then."""
    with transaction.atomic():
        for topic in Topic.objects.filter(pk=event.topic_id):
            Space.objects.hold([Topic.objects.lock(topic.pk).space_id])
            take_along(Topic.objects.for_page().get(pk=topic.pk))


@subscribe(TopicEdited)
def keep_notices_true(event: TopicEdited) -> None:
    """A notice shows no title that was corrected away, and nothing of a deleted topic."""
    for topic in Topic.objects.filter(pk=event.topic_id):
        if topic.deleted_at:
            Notice.objects.retract_group(topic.target)
        else:
            Notice.objects.retitle_group(topic.target, topic.title)
            Notice.objects.quote_anew(topic.target, excerpt(topic.opening.html, 200))


@subscribe(PostEdited)
def quote_post_anew(event: PostEdited) -> None:
    for post in Post.objects.filter(pk=event.post_id):
        Notice.objects.quote_anew(f"post:{post.pk}", excerpt(post.html, 200))


@subscribe(UploadRemoved)
def show_no_gap(event: UploadRemoved) -> None:
    """Where a removed picture was, its words remain."""
    ids = [pk for kind, pk in event.uses if kind == uses.KIND]
    for post in Post.objects.filter(pk__in=ids).select_related("topic__space__community"):
        post.render_anew()
