"""Closing and reopening: who may, what is said, and what stays to be read of it."""

import pytest

from communities.models import Role
from discussions.errors import TopicIsClosed
from discussions.models import Closure, Topic, Turn
from tests.communities.factories import join
from tests.discussions.factories import add_post, start_topic
from tests.discussions.test_converting import actor
from tests.discussions.test_pages import as_user, text

pytestmark = pytest.mark.django_db


def close(topic: Topic, by=None, reason: str = "unclear", note: str = "Where is this?"):
    by = by or join(topic.community, role=Role.MODERATOR)
    Closure.objects.close(topic, by=by, reason=reason, note=note)
    return by


def test_both_reasons_stay_on_the_page_with_who_gave_them():
    topic = start_topic()
    moderator = close(topic)
    Closure.objects.reopen(topic, by=topic.author, note="In Kitui, it says now.")

    page = text(as_user(join(topic.community)).get(topic.get_absolute_url()))

    turns = page[page.index('class="turns') :]
    turns = turns[: turns.index("</ul>")]
    said = (
        moderator.name,
        "closed this",
        "It cannot be answered as it stands",
        "Where is this?",
        topic.author.name,
        "reopened this",
        "In Kitui, it says now.",
    )
    places = [turns.index(words) for words in said]
    assert places == sorted(places)


def test_the_api_tells_them_in_order():
    topic = start_topic()
    moderator = close(topic)
    client = as_user(moderator)

    told = {"note": "It says so now."}
    at = f"/api/v1/topics/{topic.pk}/"
    response = client.post(at + "reopening/", told, content_type="application/json")

    assert (response.status_code, response.json()["is_closed"]) == (200, False)
    first, second = client.get(at).json()["turns"]
    assert (first["what"], first["reason"], first["note"]) == (
        "closed",
        "unclear",
        "Where is this?",
    )
    assert (second["what"], second["note"], second["handle"]) == (
        "reopened",
        "It says so now.",
        moderator.handle,
    )


@pytest.mark.parametrize("surface", ["web", "api"])
@pytest.mark.parametrize(
    ("who", "may"),
    [("author", False), ("moderator", True), ("member", False), ("outsider", False)],
)
def test_what_a_moderator_closed_a_moderator_reopens(surface, who, may):
    topic = start_topic()
    close(topic)

    response = reopen(surface, topic, actor(topic, who), note="It says more now.")

    assert response.status_code == ((302 if surface == "web" else 200) if may else 403)
    assert Topic.objects.get().is_closed is not may


@pytest.mark.parametrize("surface", ["web", "api"])
def test_nothing_is_reopened_without_a_reason(surface):
    topic = start_topic()
    moderator = close(topic)

    response = reopen(surface, topic, moderator, note=" ")

    assert response.status_code == 422
    assert Topic.objects.get().is_closed


def test_reopening_what_is_open_is_no_turn():
    topic = start_topic()

    Closure.objects.reopen(topic, by=topic.author, note="Again.")

    assert not Turn.objects.exists()


@pytest.mark.parametrize("surface", ["web", "api"])
@pytest.mark.parametrize(
    ("who", "may"),
    [("author", False), ("moderator", True), ("owner", True), ("member", False)],
)
def test_moderators_have_the_last_word_in_what_is_closed(surface, who, may):
    topic = start_topic()
    close(topic, reason="paused")
    user = actor(topic, who)
    client = as_user(user)

    if surface == "web":
        response = client.post(topic.address + "replies/", {"source": "Until Monday."})
    else:
        at, sent = f"/api/v1/topics/{topic.pk}/posts/", {"markdown": "Until Monday."}
        response = client.post(at, sent, content_type="application/json")

    assert response.status_code == ({"web": 302, "api": 201}[surface] if may else 403)
    assert Topic.objects.get().reply_count == may


def test_whoever_is_no_moderator_is_refused_by_the_topic_itself():
    topic = start_topic()
    moderator = close(topic)

    with pytest.raises(TopicIsClosed):
        add_post(topic)

    assert add_post(topic, by=moderator).number == 2


def test_the_page_of_what_is_closed_tells_a_moderator_that_others_cannot_write():
    topic = start_topic()
    moderator = close(topic)

    theirs = text(as_user(moderator).get(topic.get_absolute_url()))
    others = text(as_user(topic.author).get(topic.get_absolute_url()))

    assert "only moderators can write here" in theirs
    assert 'action="' + topic.address + 'replies/#composer"' in theirs
    assert 'action="' + topic.address + 'replies/#composer"' not in others


@pytest.mark.parametrize("rows", [1, 3])
def test_turns_cost_no_query(django_assert_num_queries, rows):
    topic = start_topic()
    for _ in range(rows):
        moderator = close(topic)
        Closure.objects.reopen(topic, by=moderator, note="Again.")
    client = as_user(topic.author)

    with django_assert_num_queries(9):
        page = text(client.get(topic.get_absolute_url()))

    assert page.count("reopened this") == rows


def reopen(surface: str, topic: Topic, user, note: str):
    client, sent = as_user(user), {"note": note}
    if surface == "web":
        return client.post(f"{topic.address}reopening/", sent)
    at = f"/api/v1/topics/{topic.pk}/reopening/"
    return client.post(at, sent, content_type="application/json")
