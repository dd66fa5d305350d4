import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from discussions.models import Post, Topic
from search.models import Document, Word
from tests.communities.factories import CommunityFactory
from tests.discussions.factories import add_post, first_space, start_topic
from tests.search.test_indexing import live_a_little, state

pytestmark = pytest.mark.django_db


def test_reindexing_mends_whatever_is_wrong(relay, capsys):
    live_a_little()
    relay()
    right = state()
    Document.objects.filter(kind="topic").update(title="Wrong", audience=["public"])
    Document.objects.filter(kind="person").first().delete()
    Document.objects.filter(kind="post").update(object_id=F("object_id") + 1_000_000)
    Word.objects.update(count=99)
    Word.objects.first().delete()
    Word.objects.create(scope="space:0", audience=["public"], word="ghost", count=1)

    call_command("reindex")

    assert state() == right
    assert capsys.readouterr().out == (
        "Tasks: 0\nCalls: 0\nDecisions: 0\nMeetings: 0\nUpdates: 0\nProject files: 0\n"
        "Project pages: 0\nBadges: 0\nCourses: 0\nLessons: 0\nIdeas: 0\nWorkshops: 0\n"
        "Topics: 3\nAnswers and replies: 4\nProjects: 0\nArticles: 0\n"
        "Resources: 0\nPeople: 3\nCommunities: 1\n"
    )


def test_one_community_can_be_reindexed_alone():
    one, other = CommunityFactory(slug="one"), CommunityFactory(slug="other")
    for community in (one, other):
        add_post(start_topic(space=first_space(community)))

    call_command("reindex", community="one")

    assert set(Document.objects.exclude(kind="person").values_list("community_id", flat=True)) == {
        one.pk
    }
    assert Document.objects.filter(kind="person").count() == 2
    with pytest.raises(CommandError, match="There is no community at /c/nowhere/"):
        call_command("reindex", community="nowhere")


def test_many_are_indexed_in_batches(monkeypatch):
    monkeypatch.setattr("search.indexing.BATCH", 2)
    topic = start_topic()
    for _ in range(4):
        add_post(topic, by=topic.author)

    call_command("reindex")

    assert Document.objects.filter(kind="post").count() == 4
    assert (Topic.objects.count(), Post.objects.count()) == (1, 5)
