"""A practice story's parts become one text, and the text its parts again."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from cop.demo import content
from discussions.models import Reaction, Topic
from discussions.story import HEADINGS, PROMPTS, compose, split
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import first_space, start_topic
from tests.discussions.test_pages import as_user, text

TOLD = {name: f"The {name}." for name in PROMPTS}
words = st.text(alphabet="ab #*>`~-\n", max_size=60)


def test_parts_stand_below_their_headings_in_order():
    text = compose({"evidence": "A table.", **TOLD})

    assert [line for line in text.splitlines() if line.startswith("##")] == [
        "## What was intended",
        "## What happened",
        "## Why",
        "## What to keep or change",
        "## Evidence",
    ]


@given(st.fixed_dictionaries(dict.fromkeys(HEADINGS, words)))
def test_what_can_be_split_is_what_was_composed(parts):
    told = {name: text.strip() for name, text in parts.items()}

    again = split(compose(parts))

    assert again is None or again == told


@pytest.mark.parametrize("missing", PROMPTS)
def test_a_text_without_one_of_the_prompts_has_no_parts(missing):
    assert split(compose(TOLD)) is not None
    assert split(compose(TOLD | {missing: ""})) is None


@pytest.mark.parametrize(
    "text",
    [
        "It began on a Monday.\n\n" + compose(TOLD),
        compose(TOLD) + "\n\n## Why\n\nAgain.",
        compose(TOLD).replace("## Why", "## Evidence"),
        "## Why\n\nx\n\n" + compose(TOLD | {"why": ""}),
        compose(TOLD | {"intended": "```\nnever closed"}),
    ],
    ids=["begins before", "twice", "without", "out of order", "in code"],
)
def test_a_text_written_in_another_way_has_no_parts(text):
    assert split(text) is None


def test_headings_in_code_and_others_belong_to_their_part():
    code = "```\n## Why\n```\n\n## A heading of my own\n\n### Why"

    assert split(compose(TOLD | {"happened": code})) == {
        **dict.fromkeys(HEADINGS, ""),
        **TOLD,
        "happened": code,
    }


def test_the_stories_of_the_demo_have_their_parts():
    topics = [topic for each in content.read_communities() for topic in each.topics]

    stories = [split(topic.opening.body) for topic in topics if topic.kind == "story"]

    assert len(stories) == 4
    assert all(stories)


# On the page and by the API

FORM = {
    "kind": "story",
    "title": "What the village told us",
    "tags": "reading",
    "context": "Eleven associations.",
    "intended": "A draft, read aloud.",
    "source": "They **laughed**.",
    "why": "We measured in the dry month.",
    "change": "- Keep reading aloud.",
    "evidence": "",
}


def story_by_form(**changes: str) -> tuple[Topic, Client]:
    community = CommunityFactory()
    client = as_user(join(community))
    sent = FORM | {"space": first_space(community).slug} | changes
    response = client.post(f"{community.address}t/new/", sent)
    assert response.status_code == 302, text(response)
    return Topic.objects.get(), client


@pytest.mark.django_db
def test_a_story_is_told_in_parts_and_edited_in_parts():
    story, client = story_by_form()

    page = text(client.get(story.get_absolute_url()))
    form = text(client.get(f"{story.address}edit/"))
    changed = {name: value for name, value in FORM.items() if name != "kind"}
    changed |= {"why": "The rain.", "version": "1", "reason": "shorter"}
    client.post(f"{story.address}edit/", changed)
    history = text(client.get(f"{story.address}posts/1/history/"))

    assert page.index("Eleven associations") < page.index("<strong>laughed</strong>")
    assert "Evidence" not in page
    assert "Eleven associations.</textarea>" in form
    assert "They **laughed**.</textarea>" in form
    assert split(story.opening.source)["why"] == "The rain."
    assert "dry month" in history
    assert "shorter" in history


@pytest.mark.django_db
@pytest.mark.parametrize("missing", ["intended", "source", "why", "change"])
def test_a_story_needs_each_of_its_prompts_and_keeps_what_was_typed(missing):
    community = CommunityFactory()
    client = as_user(join(community))
    sent = FORM | {"space": first_space(community).slug, missing: " "}

    response = client.post(f"{community.address}t/new/", sent)

    assert response.status_code == 422
    assert not Topic.objects.exists()
    assert "Eleven associations.</textarea>" in text(response)


@pytest.mark.django_db
def test_a_part_cannot_swallow_the_next():
    community = CommunityFactory()
    client = as_user(join(community))
    sent = FORM | {"space": first_space(community).slug, "intended": "```\nnever closed"}

    response = client.post(f"{community.address}t/new/", sent)

    assert response.status_code == 422
    assert "Close each block of code" in text(response)


@pytest.mark.django_db
def test_another_kind_of_topic_is_its_text_alone():
    topic, _client = story_by_form(kind="discussion")

    assert topic.opening.source == "They **laughed**."


@pytest.mark.django_db
def test_a_story_written_in_its_own_way_is_edited_as_one_text():
    story = start_topic(kind="story", source="It began on a Monday.")

    form = text(as_user(story.author).get(f"{story.address}edit/"))

    assert "It began on a Monday.</textarea>" in form
    assert 'name="intended"' not in form


@pytest.mark.django_db
def test_the_api_takes_and_shows_a_story_in_its_parts():
    community = CommunityFactory()
    client = as_user(join(community))
    at, kind = f"/api/v1/communities/{community.slug}/topics/", "application/json"
    told = {"title": "What the village told us", "kind": "story", "story": TOLD}

    made = client.post(at, told, content_type=kind)
    shown = client.get(f"/api/v1/topics/{made.json()['id']}/").json()
    both = client.post(at, told | {"markdown": "x"}, content_type=kind)
    neither = client.post(at, {"title": told["title"]}, content_type=kind)
    question = client.post(at, told | {"kind": "question"}, content_type=kind)

    assert made.status_code == 201
    assert shown["story"] == {**dict.fromkeys(HEADINGS, ""), **TOLD}
    assert split(shown["posts"][0]["markdown"]) == shown["story"]
    assert [wrong.status_code for wrong in (both, neither, question)] == [422] * 3
    assert Topic.objects.count() == 1


@pytest.mark.django_db
def test_how_often_a_story_was_applied_stands_in_the_list_and_the_search(relay):
    story = start_topic(kind="story", title="What the village told us")
    start_topic(kind="discussion", title="What the village needs", space=story.space)
    client = as_user(join(story.community))
    for _ in range(2):
        Reaction.objects.leave(story.opening, "worked", by=join(story.community))
    relay()

    assert "applied by 2" in text(client.get(story.community.address))
    assert client.get(f"/api/v1/topics/{story.pk}/").json()["tried_count"] == 2
    found = client.get("/api/v1/search/?q=village&topic=story").json()["items"]
    assert [item["id"] for item in found] == [story.pk]
    assert client.get("/api/v1/search/?q=village&topic=heron").json()["items"] == []
