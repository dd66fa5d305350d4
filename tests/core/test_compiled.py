import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.compiled import Compiled
from discussions.models import Topic
from discussions.models.topic import TopicQuerySet
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


def test_a_value_is_a_value_whatever_it_holds():
    start_topic()
    ask = Compiled(topics)

    assert ask(space=0, title="' OR 1=1 --") == []
    assert Topic.objects.count() == 1
