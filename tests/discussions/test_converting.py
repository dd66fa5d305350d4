"""Making a topic one of another kind keeps all of it."""

import pytest

from communities.models import Activity, Role
from discussions.models import Acceptance, Closure, Reaction, Topic, Vote
from discussions.thread import read_thread
from search.models import Document
from tests.accounts.factories import UserFactory
from tests.communities.factories import join
from tests.discussions.factories import add_post, start_topic
from tests.discussions.test_pages import as_user, text

pytestmark = pytest.mark.django_db


def fresh(topic: Topic) -> Topic:
    return Topic.objects.for_page().get(pk=topic.pk)


def traits() -> list[list[str]]:
    return list(
        Document.objects.filter(thread__startswith="topic:").values_list("traits", flat=True)
    )


def test_a_question_that_was_solved_is_so_again_when_it_is_a_question_again(relay):
    topic = start_topic(tags=["baselines"])
    answer = add_post(topic)
    Acceptance.objects.accept(answer, by=topic.author)
    Reaction.objects.leave(answer, "worked", by=topic.author)
    Vote.objects.cast(topic.opening, by=answer.author)
    before, page = fresh(topic), fresh(topic).page_version
    kept = ("answer_count", "reply_count", "useful_count", "post_count", "title", "gist")

    topic.convert("discussion", by=topic.author)
    relay()
    talk, shown = fresh(topic), read_thread(fresh(topic))
    said = sorted(traits())
    topic.convert("question", by=topic.author)
    relay()
    again = fresh(topic)

    assert (talk.kind, talk.is_solved, shown.accepted_number) == ("discussion", False, None)
    assert said == [["discussion"], ["reply"]]
    assert {name: getattr(talk, name) for name in kept} == {
        name: getattr(before, name) for name in kept
    }
    assert not shown.branches[0].root.takes_reactions
    assert (again.is_solved, read_thread(again).accepted_number) == (True, answer.number)
    assert read_thread(again).branches[0].root.worked_count == 1
    assert sorted(traits()) == [["answer", "accepted"], ["question", "solved"]]
    assert again.page_version > talk.page_version > page
    assert Activity.objects.filter(verb="converted").count() == 2


def test_what_is_no_question_is_not_unanswered():
    topic = start_topic()

    topic.convert("discussion", by=topic.author)
    gone = list(Topic.objects.unanswered())
    topic.convert("question", by=topic.author)

    assert gone == []
    assert list(Topic.objects.unanswered()) == [topic]


def test_converting_to_what_it_is_changes_nothing():
    topic = start_topic()

    topic.convert("question", by=topic.author)

    assert not topic.opening.revisions.exists()
    assert fresh(topic).version == 1


def test_the_history_says_who_made_it_what_and_edits_go_on():
    topic = start_topic(source="First words.")
    moderator = join(topic.community, role=Role.MODERATOR)

    topic.convert("story", by=moderator)
    topic.edit(by=topic.author, version=2, title="Another title", source="Second words.", tags=[])
    page = text(as_user(topic.author).get(f"{topic.address}posts/1/history/"))

    first, second = topic.opening.revisions.order_by("number")
    assert (first.kind, second.kind) == ("question", "story")
    assert (first.replaced_by, second.author) == (moderator, topic.author)
    assert page.count("New kind:") == 1
    assert "Practice story" in page


def test_a_reaction_to_a_text_that_stands_is_not_called_one_to_an_earlier_text():
    story = start_topic(kind="story")
    said = Reaction.objects.leave(story.opening, "worked", by=join(story.community))

    story.convert("discussion", by=story.author)
    story.convert("story", by=story.author)

    assert not Reaction.objects.get(pk=said.pk).is_of_earlier_text


@pytest.mark.parametrize("surface", ["web", "api"])
@pytest.mark.parametrize(
    ("who", "may"),
    [("author", True), ("moderator", True), ("member", False), ("outsider", False)],
)
def test_the_author_and_moderators_convert(surface, who, may):
    topic = start_topic()

    response = convert(surface, topic, "discussion", actor(topic, who))

    assert response.status_code == ((302 if surface == "web" else 200) if may else 403)
    assert fresh(topic).kind == ("discussion" if may else "question")


@pytest.mark.parametrize("surface", ["web", "api"])
@pytest.mark.parametrize(
    ("who", "may"),
    [("author", False), ("moderator", False), ("facilitator", True), ("owner", True)],
)
def test_only_facilitators_and_owners_make_it_an_announcement_or_take_that_back(surface, who, may):
    topic = start_topic()
    user = actor(topic, who)

    convert(surface, topic, "announcement", user)
    made = fresh(topic).kind
    fresh(topic).convert("announcement", by=topic.author)
    convert(surface, topic, "question", user)

    assert made == ("announcement" if may else "question")
    assert fresh(topic).kind == ("question" if may else "announcement")


@pytest.mark.parametrize("surface", ["web", "api"])
@pytest.mark.parametrize(
    ("who", "may"),
    [("member", False), ("moderator", False), ("facilitator", True), ("owner", True)],
)
def test_only_facilitators_and_owners_begin_an_announcement(surface, who, may):
    topic = start_topic()
    community, client = topic.community, as_user(actor(topic, who))
    told = {"kind": "announcement", "title": "We meet on Monday"}

    if surface == "web":
        sent = told | {"source": "At nine.", "tags": "", "space": topic.space.slug}
        response = client.post(f"{community.address}t/new/", sent)
    else:
        at = f"/api/v1/communities/{community.slug}/topics/"
        response = client.post(at, told | {"markdown": "At nine."}, content_type="application/json")

    refused, made = (422, 302) if surface == "web" else (403, 201)
    assert response.status_code == (made if may else refused)
    assert Topic.objects.filter(kind="announcement").exists() == may


def test_an_author_cannot_convert_what_is_closed_and_a_moderator_can():
    topic = start_topic()
    moderator = join(topic.community, role=Role.MODERATOR)
    Closure.objects.close(topic, by=moderator, reason="done")

    refused = convert("web", topic, "discussion", topic.author)
    done = convert("web", topic, "discussion", moderator)

    assert (refused.status_code, done.status_code) == (403, 302)


def test_the_page_offers_what_one_may_and_says_what_changes():
    topic = start_topic()

    page = text(as_user(topic.author).get(f"{topic.address}kind/"))

    assert 'value="story"' in page
    assert 'value="announcement"' not in page
    assert 'value="question"' not in page
    assert "is kept and not shown until it is a question again" in page


def actor(topic: Topic, who: str):
    if who == "author":
        return topic.author
    return UserFactory() if who == "outsider" else join(topic.community, role=Role(who))


def convert(surface: str, topic: Topic, kind: str, user):
    client = as_user(user)
    if surface == "web":
        return client.post(f"{topic.address}kind/", {"kind": kind})
    at = f"/api/v1/topics/{topic.pk}/kind/"
    return client.put(at, {"kind": kind}, content_type="application/json")
