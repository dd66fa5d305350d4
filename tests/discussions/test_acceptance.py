import pytest

from discussions.errors import NotAnAnswer, OwnPost, PostIsDeleted
from discussions.models import Acceptance, Topic, Vote
from tests.communities.factories import join
from tests.discussions.factories import add_post, start_topic

pytestmark = pytest.mark.django_db


def test_accepting_replaces_the_earlier_choice():
    topic = start_topic()
    first, second = add_post(topic), add_post(topic)

    Acceptance.objects.accept(first, by=topic.author)
    Acceptance.objects.accept(second, by=topic.author)

    assert list(topic.posts.accepted()) == [second]
    assert list(Topic.objects.solved()) == [topic]


def test_withdrawing_leaves_the_question_unsolved():
    topic = start_topic()
    Acceptance.objects.accept(add_post(topic), by=topic.author)

    Acceptance.objects.withdraw(topic)
    Acceptance.objects.withdraw(topic)

    assert list(Topic.objects.unsolved()) == [topic]


def test_only_a_standing_answer_to_a_question_is_accepted():
    topic, talk = start_topic(), start_topic(kind="discussion")
    answer = add_post(topic)
    comment = add_post(topic, parent=answer)
    gone = add_post(topic)
    gone.delete_softly(by=gone.author)

    for post in (topic.opening, comment, add_post(talk)):
        with pytest.raises(NotAnAnswer):
            Acceptance.objects.accept(post, by=topic.author)
    with pytest.raises(PostIsDeleted):
        Acceptance.objects.accept(gone, by=topic.author)


def test_a_vote_counts_once_and_can_be_taken_back():
    topic = start_topic()
    reader = join(topic.community)
    opening = topic.opening

    Vote.objects.cast(opening, by=reader)
    Vote.objects.cast(opening, by=reader)
    topic.refresh_from_db()
    assert (topic.opening.useful_count, topic.useful_count) == (1, 1)

    Vote.objects.withdraw(opening, by=reader)
    topic.refresh_from_db()
    assert (topic.opening.useful_count, topic.useful_count) == (0, 0)


def test_nobody_votes_for_their_own_post():
    topic = start_topic()

    with pytest.raises(OwnPost):
        Vote.objects.cast(topic.opening, by=topic.author)
