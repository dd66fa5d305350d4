import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from core.compiled import Compiled, compiled
from discussions.models import Topic
from discussions.models.topics import TopicQuerySet
from tests.discussions.factories import start_topic

pytestmark = pytest.mark.django_db


def topics(space: object, title: object) -> TopicQuerySet:
    found = Topic.objects.filter(space=space, title=title).select_related("author", "closure")
    return found.with_tags()


def test_it_answers_as_the_queryset_does_and_is_worked_out_once():
    first = start_topic(title="One that is asked", tags=["b", "a"])
    second = start_topic(title="Another one's title %s")
    built = []

    def build(space: object, title: object) -> TopicQuerySet:
        built.append(title)
        return topics(space, title)

    ask = Compiled(build)

    for topic in (first, second):
        [found] = ask(space=topic.space_id, title=topic.title)
        with CaptureQueriesContext(connection) as captured:
            assert (found, found.author, found.is_closed) == (topic, topic.author, False)
            assert found.tag_names == (["a", "b"] if topic == first else [])
        assert len(captured) == 0
    assert ask(space=first.space_id, title="nothing") == []
    assert len(built) == 1


def test_each_shape_has_its_own_sql():
    mine, other = start_topic(title="One"), start_topic(title="Another")
    built = []

    @compiled("order")
    def ask(viewer: object, title: object, among: object, order: str) -> TopicQuerySet:
        built.append((title, among, order))
        topics = Topic.objects.filter(pk__in=among).order_by(order)
        topics = topics.filter(author_id=viewer.pk) if viewer.is_authenticated else topics
        return topics.filter(title=title) if title else topics

    among = (mine.pk, other.pk)
    visitor = AnonymousUser()

    assert ask(viewer=visitor, title="", among=among, order="pk") == [mine, other]
    assert ask(viewer=visitor, title="", among=among, order="-pk") == [other, mine]
    assert ask(viewer=visitor, title="One", among=among, order="pk") == [mine]
    assert ask(viewer=visitor, title="Another", among=among, order="pk") == [other]
    assert ask(viewer=visitor, title=None, among=among[:1], order="pk") == [mine]
    assert ask(viewer=other.author, title="", among=among, order="pk") == [other]
    assert ask(viewer=mine.author, title="", among=among, order="pk") == [mine]
    assert len(built) == 5


def test_what_has_no_rows_is_not_asked(django_assert_num_queries):
    start_topic()

    @compiled()
    def ask(title: object) -> TopicQuerySet:
        return Topic.objects.filter(title=title).none()

    with django_assert_num_queries(0):
        assert ask(title="One") == []


def test_rows_may_be_values(django_assert_num_queries):
    topic = start_topic(title="One")

    @compiled()
    def ask(title: object) -> QuerySet[Topic, tuple[int, str]]:
        return Topic.objects.filter(title=title).values_list("pk", "title")

    with django_assert_num_queries(1):
        assert ask(title="One") == [(topic.pk, "One")]


def test_a_value_is_a_value_whatever_it_holds():
    start_topic()
    ask = Compiled(topics)

    assert ask(space=0, title="' OR 1=1 --") == []
    assert Topic.objects.count() == 1
