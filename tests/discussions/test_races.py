from functools import partial

import pytest

from core.errors import StaleVersion
from discussions.models import Acceptance, Post, Topic, Vote
from tests.communities.factories import join
from tests.discussions.factories import add_post, start_topic
from tests.racing import race

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
