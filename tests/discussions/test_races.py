from functools import partial

import pytest

from communities.models import Community, Tag
from core.errors import StaleVersion
from discussions.counting import recount
from discussions.errors import TopicIsClosed
from discussions.models import Acceptance, Closure, Post, Topic, Vote
from tests.communities.factories import CommunityFactory, join
from tests.core.uploads.factories import keep_picture
from tests.discussions.factories import add_post, first_space, start_topic
from tests.racing import queue_for, race

pytestmark = pytest.mark.django_db(transaction=True)


def test_answers_posted_at_once_have_numbers_and_counts_of_their_own():
    topic = start_topic()
    people = [join(topic.community) for _ in range(6)]

    race(*(partial(Topic.objects.get(pk=topic.pk).reply, f"By {p}", by=p) for p in people))

    topic.refresh_from_db()
    assert sorted(topic.posts.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6, 7]
    assert (topic.post_count, topic.answer_count, topic.reply_count) == (7, 6, 6)


def test_a_form_sent_twice_at_once_posts_once():
    topic = start_topic()
    author = topic.author

    sent = race(*(partial(Topic.objects.get(pk=topic.pk).reply, "x", by=author, nonce="n"),) * 4)

    assert Post.objects.filter(nonce="n").count() == 1
    assert len({post.pk for post in sent}) == 1


def test_a_topic_sent_twice_at_once_is_started_once():
    space = start_topic().space
    author = join(space.community)
    asked = {"kind": "question", "title": "Asked but once", "source": "x", "tags": ["a"]}

    sent = race(*(partial(Topic.objects.start, space, **asked, by=author, nonce="n"),) * 4)

    assert len({topic.pk for topic in sent}) == 1
    space.community.refresh_from_db()
    assert space.community.topic_count == 2


def test_what_waits_while_a_topic_is_closed_sees_it_closed():
    topic = start_topic()
    close = partial(Closure.objects.close, topic, by=topic.author, reason="done")

    _closed, refused = queue_for(
        Topic.objects.all(), close, partial(topic.reply, "x", by=join(topic.community))
    )

    assert isinstance(refused, TopicIsClosed)
    assert topic.posts.count() == 1


def test_two_acceptances_at_once_leave_one():
    topic = start_topic()
    answers = [add_post(topic) for _ in range(4)]

    race(*(partial(Acceptance.objects.accept, answer, by=topic.author) for answer in answers))

    assert Acceptance.objects.count() == 1


def test_votes_at_once_are_all_counted():
    topic = start_topic()
    voters = [join(topic.community) for _ in range(6)]

    race(*(partial(Vote.objects.cast, Post.objects.get(), by=voter) for voter in voters * 2))

    topic.refresh_from_db()
    assert (topic.opening.useful_count, topic.useful_count) == (6, 6)


def test_of_two_edits_of_one_version_one_is_kept():
    post = add_post(start_topic())

    said = race(
        *(
            partial(Post.objects.get(pk=post.pk).edit, text, by=post.author, version=1)
            for text in ("one", "two", "three")
        )
    )

    assert [isinstance(result, StaleVersion) for result in said].count(True) == 2
    assert post.revisions.count() == 1


def test_acts_on_one_topic_at_once_do_not_wait_for_each_other_in_a_circle():
    topic = start_topic()
    answer = add_post(topic)
    before = Topic.objects.get(pk=topic.pk).page_version
    voters = [join(topic.community) for _ in range(3)]
    posts = (topic.opening, answer)
    edit = {"version": 1, "title": "Edited meanwhile", "source": "x", "tags": []}

    said = race(
        *(partial(Vote.objects.cast, post, by=voter) for voter in voters for post in posts),
        partial(topic.edit, by=topic.author, **edit),
        partial(answer.edit, "Edited", by=answer.author, version=1),
        partial(Acceptance.objects.accept, answer, by=topic.author),
    )

    assert [result for result in said if isinstance(result, Exception)] == []
    assert Topic.objects.get(pk=topic.pk).page_version >= before + len(said)


def retagging(topic: Topic, *tags: str) -> partial[None]:
    new = {"title": topic.title, "source": "x", "tags": list(tags)}
    return partial(topic.edit, by=topic.author, version=1, **new)


def starting(community: Community, *tags: str, source: str = "x", by=None) -> partial[Topic]:
    new = {"kind": "question", "title": "Begun meanwhile", "source": source, "tags": list(tags)}
    return partial(Topic.objects.start, first_space(community), **new, by=by or join(community))


@pytest.fixture
def community():
    community = CommunityFactory()
    start_topic(space=first_space(community), tags=["ale", "lager", "zymurgy"])
    return community


@pytest.fixture
def last_tag(community):
    """Whoever gives tags in the order of their names waits here with the others in hand."""
    return Tag.objects.filter(name="zymurgy")


def test_two_topics_that_exchange_their_tags_at_once_do_not_wait_in_a_circle(community, last_tag):
    one, other = (start_topic(space=first_space(community), tags=[t]) for t in ("ale", "lager"))

    said = queue_for(
        last_tag, retagging(one, "lager", "zymurgy"), retagging(other, "ale", "zymurgy")
    )

    assert said == [None, None]
    assert dict(Tag.objects.values_list("name", "topic_count")) == {
        "ale": 2,
        "lager": 2,
        "zymurgy": 3,
    }


def test_a_topic_started_and_one_deleted_at_once_do_not_wait_in_a_circle(community, last_tag):
    gone = start_topic(space=first_space(community), tags=["ale"])
    start = starting(community, "ale", "zymurgy")

    started, deleted = queue_for(last_tag, start, partial(gone.delete_softly, by=gone.author))

    assert (started.title, deleted) == ("Begun meanwhile", None)
    community.refresh_from_db()
    assert community.topic_count == 2
    assert Tag.objects.get(name="ale").topic_count == 2


def test_a_topic_started_while_all_are_counted_does_not_wait_in_a_circle(community, last_tag):
    start = starting(community, "ale", "zymurgy")

    started, counted = queue_for(last_tag, start, partial(recount, community.pk))

    assert (started.title, counted) == ("Begun meanwhile", None)
    community.refresh_from_db()
    assert community.topic_count == 2
    assert Tag.objects.get(name="ale").topic_count == 2


@pytest.mark.parametrize("begin", ["start", "edit"])
def test_a_picture_in_a_tagged_topic_and_its_community_closing_do_not_wait_in_a_circle(
    community, last_tag, begin
):
    author = join(community)
    picture = keep_picture(author).markdown
    act = starting(community, "ale", "zymurgy", source=picture, by=author)
    if begin == "edit":
        topic = start_topic(space=first_space(community), by=author)
        new = {"title": topic.title, "source": picture, "tags": ["ale", "zymurgy"]}
        act = partial(topic.edit, by=author, version=1, **new)
    close = partial(community.edit, by=author, version=1, visibility="private")

    said = queue_for(last_tag, act, close)

    assert [result for result in said if isinstance(result, Exception)] == []
