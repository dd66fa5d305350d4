from core.events import subscribe
from discussions.asking.climbing import go_on
from discussions.events import (
    PostAdded,
    PostDeleted,
    PostRestored,
    TopicClosed,
    TopicEdited,
    TopicReopened,
    TopicStarted,
)
from discussions.models import Ask, Climb, Ladder, Post, Topic


@subscribe(TopicStarted)
def set_out(event: TopicStarted) -> None:
    """Of whatever kind it is: one day it may be converted into a question."""
    for topic in Topic.objects.for_page().filter(pk=event.topic_id):
        Climb.objects.set_out(topic, Ladder.objects.of(topic.community))


@subscribe(PostAdded)
@subscribe(PostDeleted)
@subscribe(PostRestored)
def count_answers(event: PostAdded | PostDeleted | PostRestored) -> None:
    """The first answer settles what was asked; where it is deleted, the question waits again."""
    for post in Post.objects.answers().filter(pk=event.post_id):
        if isinstance(event, PostAdded):
            Ask.objects.note_answer(post.topic_id, post.author_id)
        go_on(post.topic_id)


@subscribe(TopicClosed)
@subscribe(TopicReopened)
@subscribe(TopicEdited)
def follow_topic(event: TopicClosed | TopicReopened | TopicEdited) -> None:
    """Closed, converted or deleted, or the opposite of these."""
    for topic in Topic.objects.filter(pk=event.topic_id):
        go_on(topic.pk)
