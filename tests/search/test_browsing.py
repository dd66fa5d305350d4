"""What somebody has written, as their page lists it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from communities.models.community import Visibility
from search.browsing import written_by
from search.models import Document
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, start_topic
from tests.search.finding import VISITOR

pytestmark = pytest.mark.django_db


def written(author, viewer=VISITOR, **options):
    return [item.title.striptags() for item in written_by(author, viewer, **options)]


def test_topics_and_posts_are_there_the_newest_first(relay):
    author = UserFactory()
    other = start_topic(title="Somebody's question")
    join(other.community, author)
    start_topic(by=author, title="An older question")
    add_post(other, by=author, source="An answer.")
    relay()
    Document.objects.filter(title="An older question").update(
        created_at=timezone.now() - timedelta(days=1)
    )

    assert written(author) == ["Somebody's question", "An older question"]
    assert written_by(author, VISITOR).items[0].url.endswith("posts/2/")


def test_the_author_is_not_among_what_they_wrote(relay):
    author = join(CommunityFactory())
    relay()

    assert Document.objects.filter(kind="person", author=author).exists()
    assert written(author) == []


def test_a_page_goes_on_where_the_last_one_ended(relay):
    author = UserFactory()
    for number in range(3):
        start_topic(by=author, title=f"Question {number}")
    relay()

    first = written_by(author, VISITOR, size=2)
    assert [item.title for item in first] == ["Question 2", "Question 1"]
    assert written(author, size=2, after=first.next) == ["Question 0"]


@pytest.mark.parametrize("visibility", [Visibility.PRIVATE, Visibility.SECRET])
def test_strangers_are_not_shown_what_is_inside(relay, visibility):
    topic = start_topic(title="The heron")
    relay()
    assert written(topic.author) == ["The heron"]

    topic.community.visibility = visibility
    topic.community.save()  # past the verb: documents still say that it is public

    assert written(topic.author) == []
    assert written(topic.author, topic.author) == ["The heron"]


def test_what_is_deleted_is_gone_before_its_document_is(relay):
    topic = start_topic(title="The heron")
    relay()

    topic.delete_softly(by=topic.author)

    assert written(topic.author) == []


@pytest.mark.parametrize("number", [1, 3])
def test_two_queries_however_many_there_are(relay, number, django_assert_num_queries):
    author = UserFactory()
    for _ in range(number):
        start_topic(by=author)
    relay()

    with django_assert_num_queries(2):
        assert len(written_by(author, VISITOR)) == number
