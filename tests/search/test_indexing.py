"""The documents are what the objects say, however they came about."""

from typing import Any

import pytest

from accounts.models import User
from communities.events import CommunityEdited
from communities.models import Community
from communities.models.community import Visibility
from core.events import publish
from core.models import EventRun, OutboxEvent
from discussions.models import Acceptance, Closure, Post, Topic, Vote
from search.indexing import refresh
from search.kinds import all_kinds
from search.models import Document, Word
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, SpaceFactory, join
from tests.discussions.factories import add_post, first_space, start_topic

pytestmark = pytest.mark.django_db


def document(thing: Any) -> Document:
    kinds = {Topic: "topic", Post: "post", Community: "community", User: "person"}
    return Document.objects.get(kind=kinds[type(thing)], object_id=thing.pk)


def state() -> tuple[Any, Any]:
    """Everything that is indexed, without what depends on when it was."""
    documents = Document.objects.order_by("kind", "object_id")
    words = Word.objects.order_by("scope", "word").values_list("scope", "word", "count", "audience")
    fields = ("kind", "object_id", *Document.CONTENT)
    return list(documents.values_list(*fields)), list(words)


def live_a_little() -> None:
    """Everything that can happen to what is indexed, through the real verbs."""
    founder = UserFactory(name="Ana Founder")
    community = Community.objects.found(by=founder, name="Evaluators", slug="evaluators")
    space = first_space(community)
    asker, expert = join(community), join(community)
    question = start_topic(space=space, by=asker, title="Baselines afterwards", tags=["baselines"])
    answer = add_post(question, by=expert)
    other = add_post(question, by=founder, source="Or recall questions.")
    add_post(question, by=asker, parent=answer, source="Thanks.")
    Vote.objects.cast(answer, by=asker)
    Vote.objects.cast(question.opening, by=expert)
    Acceptance.objects.accept(other, by=asker)
    Acceptance.objects.accept(answer, by=asker)
    answer.edit("Use the late joiners of wave two.", by=expert, version=1)
    other.delete_softly(by=founder)
    question.edit(
        by=asker, version=1, title="Baselines, afterwards", source="None.", tags=["recall"]
    )
    duplicate = start_topic(space=space, by=asker, title="Baselines again")
    Closure.objects.close(duplicate, by=founder, reason="duplicate", duplicate_of=question)
    gone = start_topic(space=space, by=asker, title="Nobody should read this")
    add_post(gone, by=expert)
    gone.delete_softly(by=founder)
    expert.introduce(name="Edith Expert", handle="edith", headline="Evaluates")
    community.memberships.get(user=asker).leave()


def reindex_by_hand() -> None:
    for searchable in all_kinds():
        refresh(searchable.kind, searchable.every().values_list("pk", flat=True))


def test_reindexing_from_nothing_gives_what_events_gave(relay):
    live_a_little()
    relay()
    from_events = state()

    Document.objects.all().delete()
    Word.objects.all().delete()
    reindex_by_hand()

    assert state() == from_events
    assert len(from_events[0]) == 8  # 3 people, 1 community, 2 topics, 2 posts


def test_indexing_again_changes_nothing_and_writes_nothing(relay, django_assert_num_queries):
    live_a_little()
    relay()
    before = state()
    EventRun.objects.all().delete()
    OutboxEvent.objects.update(done_at=None)
    relay()
    assert state() == before

    [topic] = Topic.objects.filter(title="Baselines, afterwards")
    # savepoint, containers, whether there are more, stored documents, openings, topics,
    # audience of words, release
    with django_assert_num_queries(8):
        refresh("topic", [topic.pk])


def test_events_in_the_wrong_order_end_in_the_same(relay):
    live_a_little()
    relay()
    right = state()
    Document.objects.all().delete()
    Word.objects.all().delete()
    for event in reversed(OutboxEvent.objects.order_by("id")):
        again = OutboxEvent.objects.create(name=event.name, payload=event.payload)
        relay()
        assert OutboxEvent.objects.get(pk=again.pk).done_at

    assert state() == right


def test_a_topic_says_where_and_what_it_is(relay):
    topic = start_topic(title="Baselines", source="There is **none**.", tags=["recall", "bias"])
    relay()

    found = document(topic)

    assert (found.title, found.body, found.tags) == (
        "Baselines",
        "There is none.",
        ["bias", "recall"],
    )
    assert found.traits == ["question", "unsolved", "unanswered"]
    assert (found.community_id, found.space_id) == (topic.community_id, topic.space_id)
    assert (found.scope, found.audience) == (topic.space.scope, topic.space.audience)
    assert found.url == topic.get_absolute_url()


def test_accepting_another_answer_takes_the_mark_from_the_first(relay):
    topic = start_topic()
    first, second = add_post(topic), add_post(topic)
    Acceptance.objects.accept(first, by=topic.author)
    relay()
    assert document(first).traits == ["answer", "accepted"]
    assert document(topic).traits == ["question", "solved"]

    Acceptance.objects.accept(second, by=topic.author)
    relay()
    assert document(first).traits == ["answer"]
    assert document(second).weight > document(first).weight

    Acceptance.objects.withdraw(topic)
    relay()
    assert document(second).traits == ["answer"]
    assert document(topic).traits == ["question", "unsolved"]


def test_a_new_title_reaches_the_posts(relay):
    topic = start_topic(title="Before")
    answer = add_post(topic)
    topic.edit(by=topic.author, version=1, title="Afterwards", source="x", tags=["new"])
    relay()

    assert (document(answer).within, document(answer).tags) == ("Afterwards", ["new"])


def test_a_deleted_post_has_no_document_until_it_is_restored(relay):
    answer = add_post(start_topic())
    answer.delete_softly(by=answer.author)
    relay()
    assert not Document.objects.filter(kind="post").exists()

    answer.restore(by=answer.author)
    relay()
    assert document(answer).object_id == answer.pk


def test_a_vote_weighs(relay):
    answer = add_post(start_topic())
    relay()
    before = document(answer).weight

    Vote.objects.cast(answer, by=join(answer.community))
    relay()
    assert document(answer).weight > before

    Vote.objects.withdraw(answer, by=answer.votes.get().user)
    relay()
    assert document(answer).weight == before


def test_a_community_that_closes_takes_everything_along_at_once(relay):
    community = CommunityFactory(name="Evaluators")
    inner = SpaceFactory(community=community, visibility="members")
    topic = start_topic(space=first_space(community))
    hidden = start_topic(space=inner, by=topic.author)
    publish(CommunityEdited(community.pk))
    relay()
    assert document(topic).audience == [community.scope, "public"]
    assert document(hidden).audience == [community.scope]

    Community.objects.filter(pk=community.pk).update(visibility=Visibility.SECRET)
    community.refresh_from_db()
    community.reaudience()

    for thing in (topic, hidden, community):
        assert document(thing).audience == [community.scope]
    keys = Word.objects.exclude(scope__startswith="person").values_list("audience", flat=True)
    assert list(keys.distinct()) == [[community.scope]]

    publish(CommunityEdited(community.pk))
    relay()
    assert document(topic.author).audience == [community.scope, f"user:{topic.author_id}"]
    assert set(Word.objects.values_list("audience__0", flat=True)) == {community.scope}


def test_whoever_leaves_is_no_longer_found_there(relay):
    community = CommunityFactory(visibility=Visibility.PRIVATE)
    person = join(community)
    relay()
    assert document(person).audience == [community.scope, f"user:{person.pk}"]

    community.memberships.get(user=person).leave()
    relay()
    assert document(person).audience == [f"user:{person.pk}"]
