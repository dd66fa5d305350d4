"""A duplicate leads to its original, is counted there, and is found by words when it is closed."""

import pytest

from communities.models import Role, Space
from discussions.models import Closure, Topic
from notifications.models import Follow, Notice
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import first_space, start_topic
from tests.discussions.test_converting import actor
from tests.discussions.test_pages import as_user, text

pytestmark = pytest.mark.django_db

TITLE = "How do you estimate a baseline?"


def repeat(original: Topic, *, space=None, title: str = "Estimating baselines, how?") -> Topic:
    space = space or original.space
    again = start_topic(space=space, title=title)
    moderator = join(original.community, role=Role.MODERATOR)
    Closure.objects.close(again, by=moderator, reason="duplicate", duplicate_of=original)
    return again


@pytest.mark.parametrize("rows", [1, 3])
def test_the_original_counts_and_lists_what_repeats_it(django_assert_num_queries, rows):
    original = start_topic(title=TITLE)
    for number in range(rows):
        repeat(original, title=f"Estimating baselines, time {number}")
    client = as_user(original.author)

    with django_assert_num_queries(9):
        page = text(client.get(original.get_absolute_url()))
    with django_assert_num_queries(6):
        listed = text(client.get(f"{original.address}duplicates/"))

    assert ("1 question like this" if rows == 1 else "3 questions like this") in page
    assert listed.count("Estimating baselines, time") == rows


@pytest.mark.parametrize("surface", ["web", "api"])
def test_only_those_the_viewer_may_see_are_counted_and_listed(surface):
    original = start_topic(title=TITLE)
    insider = join(original.community)
    hide = Space.objects.open(original.community, name="Hide", visibility="group", named=[insider])
    repeat(original)
    repeat(original, space=hide, title="Where the heron estimates")
    gone = repeat(original, title="Gone since")
    gone.delete_softly(by=gone.author)

    def seen(viewer):
        client = as_user(viewer)
        if surface == "web":
            page = text(client.get(original.get_absolute_url()))
            listed = text(client.get(f"{original.address}duplicates/"))
            return ("2 questions like this" in page, "heron" in page + listed)
        at = f"/api/v1/topics/{original.pk}/"
        titles = [one["title"] for one in client.get(at + "duplicates/").json()["items"]]
        count = client.get(at).json()["duplicate_count"]
        assert count == len(titles)
        return (count == 2, "Where the heron estimates" in titles)

    assert seen(insider) == (True, True)
    assert seen(join(original.community)) == (False, False)


def test_the_followers_of_the_original_are_told_nothing(relay):
    original = start_topic(title=TITLE)
    watcher = join(original.community)
    Follow.objects.choose(original.target, "watching", by=watcher)
    relay()

    again = repeat(original)
    relay()

    assert not Notice.objects.filter(group=original.target).exists()
    assert {n.user for n in Notice.objects.filter(group=again.target)} == {again.author}


@pytest.mark.parametrize("surface", ["web", "htmx", "api"])
def test_who_closes_it_is_offered_what_says_the_same(relay, surface):
    original = start_topic(title=TITLE)
    other = start_topic(space=original.space, title="Where to have lunch near the office")
    elsewhere = start_topic(title=TITLE)
    again = start_topic(space=original.space, title="How to estimate the baseline")
    moderator = join(original.community, role=Role.MODERATOR)
    repeats = repeat(original)
    relay()

    by_title = offered(surface, again, moderator)
    by_words = offered(surface, again, moderator, "lunch off")

    assert by_title[0] == original.pk
    assert {again.pk, elsewhere.pk, repeats.pk}.isdisjoint(by_title)
    assert by_words == [other.pk]


@pytest.mark.parametrize("surface", ["web", "api"])
def test_what_one_may_not_see_is_not_offered(relay, surface):
    community = CommunityFactory()
    insider, moderator = join(community), join(community, role=Role.MODERATOR)
    hide = Space.objects.open(community, name="Hide", visibility="group", named=[insider])
    hidden = start_topic(space=hide, by=insider, title=TITLE)
    again = start_topic(space=first_space(community), by=insider, title="The baseline")
    relay()

    assert offered(surface, again, insider, "baseline") == [hidden.pk]
    assert offered(surface, again, moderator, "baseline") == []


@pytest.mark.parametrize(("who", "may"), [("author", True), ("moderator", True), ("member", False)])
def test_who_may_close_it_is_offered_originals_by_the_api(who, may):
    topic = start_topic()

    response = as_user(actor(topic, who)).get(f"/api/v1/topics/{topic.pk}/originals/")

    assert response.status_code == (200 if may else 403)


def test_one_that_is_offered_is_chosen_and_words_alone_are_not_enough(relay):
    original = start_topic(title=TITLE)
    again = start_topic(space=original.space, title="Estimating a baseline")
    client = as_user(again.author)
    relay()
    sent = {"reason": "duplicate", "duplicate_of": "estimate baseline"}

    words = client.post(f"{again.address}closure/", sent)
    chosen = client.post(f"{again.address}closure/", sent | {"original": original.pk})

    assert words.status_code == 422
    assert f'value="{original.pk}"' in text(words)
    assert chosen.status_code == 302
    assert Closure.objects.get().duplicate_of == original


def test_the_api_says_what_it_repeats():
    original = start_topic(title=TITLE)
    again = repeat(original)
    client = as_user(original.author)

    shown = client.get(f"/api/v1/topics/{again.pk}/").json()
    its = client.get(f"/api/v1/topics/{original.pk}/").json()

    assert (shown["duplicate_of"], shown["duplicate_count"]) == (original.pk, 0)
    assert (its["duplicate_of"], its["duplicate_count"]) == (None, 1)


def offered(surface: str, topic: Topic, viewer, typed: str = "") -> list[int]:
    client = as_user(viewer)
    if surface == "api":
        found = client.get(f"/api/v1/topics/{topic.pk}/originals/", {"q": typed}).json()
        return [one["id"] for one in found]
    headers = {"HX-Request": "true"} if surface == "htmx" else {}
    page = text(client.get(f"{topic.address}closure/", {"duplicate_of": typed}, headers=headers))
    assert ("<html" in page) is (surface == "web")
    parts = page.split('name="original" value="')[1:]
    return [int(part.split('"')[0]) for part in parts]


def test_two_topics_do_not_repeat_each_other():
    original = start_topic(title=TITLE)
    again = repeat(original)
    moderator = as_user(join(original.community, role=Role.MODERATOR))
    typed = {"reason": "duplicate", "duplicate_of": str(again.pk), "note": "Read that one."}

    page = moderator.post(f"{original.address}closure/", typed)
    api = moderator.put(
        f"/api/v1/topics/{original.pk}/closure/",
        {"reason": "duplicate", "duplicate_of": again.pk},
        content_type="application/json",
    )

    assert page.status_code == api.status_code == 422
    assert "That topic is itself closed as a duplicate of this one." in text(page)
    assert "Read that one." in text(page)
    assert api.json()["code"] == "repeats_this"
    assert not Topic.objects.get(pk=original.pk).is_closed
