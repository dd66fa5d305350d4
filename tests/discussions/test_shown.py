import pytest
from django.utils import timezone

from discussions.access import topic_to_read
from discussions.api.serializers import PostOutput, TopicOutput
from discussions.api.shown import post_shown, topic_shown
from discussions.marks import Marks
from discussions.models import Acceptance, Post
from discussions.thread import read_thread
from tests.discussions.factories import add_post, start_topic

pytestmark = pytest.mark.django_db

ATTRIBUTION = {
    "site": "Stack",
    "url": "https://stack.example/q/1",
    "author": "Ada",
    "author_url": "",
    "licence": "CC BY-SA 4.0",
    "licence_url": "https://licence.example/",
    "post": 7,
}


def test_what_is_written_by_hand_is_what_the_description_says():
    topic = start_topic(tags=["baselines"])
    answer, gone = add_post(topic), add_post(topic)
    add_post(topic, parent=answer)
    add_post(topic, parent=gone)
    Acceptance.objects.accept(answer, by=topic.author)
    gone.delete_softly(by=gone.author)
    kept = {"attribution": ATTRIBUTION, "edited_at": timezone.now()}
    Post.objects.filter(pk__in=[answer.pk, gone.pk]).update(**kept)
    found = topic_to_read(topic.author, topic.pk)
    posts = list(read_thread(found).posts)
    numbers = {post.pk: post.number for post in posts}
    marks = Marks(useful=frozenset({answer.pk}), bookmarked=frozenset({answer.pk}))

    assert topic_shown(found) == TopicOutput(found).data
    assert len(posts) == 5
    for post in posts:
        described = PostOutput(post, context={"numbers": numbers, "marks": marks}).data
        shown = post_shown(post, numbers, marks)
        assert shown == described
        assert list(shown) == list(described)
