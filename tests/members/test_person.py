"""A person's page and its twin in the API, by the handle they have and by those they had."""

import re

import pytest
from django.test import Client

from accounts.models import Block, User
from discussions.models import Mention
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import first_space, start_topic

pytestmark = pytest.mark.django_db

WAYS = ["/p/{}/", "/api/v1/people/{}/"]


@pytest.fixture
def ada() -> User:
    """Who was called `ada`, and is called `countess` now."""
    user = UserFactory(name="Ada King", handle="ada")
    user.introduce(name="Ada King", handle="countess", headline="")
    return user


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("former", ["ada", "ADA"])
def test_a_handle_that_was_left_leads_to_the_present_one(client, ada, former):
    response = client.get(f"/p/{former}/")

    assert (response.status_code, response.url) == (302, "/p/countess/")


def test_the_present_handle_is_answered_whatever_its_case(client, ada):
    assert "Ada King" in client.get("/p/Countess/").text


def test_the_api_answers_with_the_present_handle(client, ada):
    answers = [client.get(f"/api/v1/people/{handle}/") for handle in ("ada", "countess")]

    found = [answer.json() for answer in answers]
    assert [len(one.pop("profile")) for one in found] == [13, 13]
    assert (
        found
        == [
            {"handle": "countess", "name": "Ada King", "headline": "", "url": "/p/countess/"}
            | {"communities": []}
        ]
        * 2
    )


def test_the_handle_of_somebody_else_is_never_led_away_from(client, ada):
    UserFactory(name="Ada Byron", handle="byron")
    ada.introduce(name="Ada King", handle="lovelace", headline="")

    assert "Ada Byron" in client.get("/p/byron/").text
    assert client.get("/p/countess/").url == "/p/lovelace/"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("handle", ["ada", "countess"])
def test_an_account_that_is_closed_is_as_if_it_never_was(client, ada, way, handle):
    assert client.get(way.format(handle)).status_code in (200, 302)
    User.objects.filter(pk=ada.pk).update(is_active=False)

    closed, never = client.get(way.format(handle)), client.get(way.format("nobody"))

    assert (closed.status_code, never.status_code) == (404, 404)
    assert closed.content == never.content


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("handle", ["ada", "countess"])
@pytest.mark.parametrize("direction", ["blocks", "is blocked"])
def test_a_block_hides_two_people_from_each_other(ada, way, handle, direction):
    eve, other = UserFactory(), UserFactory()
    blocker, blocked = (ada, eve) if direction == "blocks" else (eve, ada)
    Block.objects.create(blocker=blocker, blocked=blocked)

    assert client_of(eve).get(way.format(handle)).status_code == 404
    assert client_of(other).get(way.format(handle)).status_code in (200, 302)


@pytest.mark.parametrize(
    ("path", "queries"),
    [("/p/countess/", 6), ("/p/ada/", 2), ("/p/nobody/", 2), ("/api/v1/people/ada/", 3)],
)
def test_leading_on_costs_one_query_more_than_finding(
    client, ada, django_assert_num_queries, path, queries
):
    with django_assert_num_queries(queries):
        client.get(path)


def test_naming_somebody_by_the_handle_they_left_names_them(ada):
    community = CommunityFactory()
    join(community, ada)

    topic = start_topic(space=community.spaces.get(), source="Is that so, @Ada and @countess?")

    html = topic.opening.html
    assert html.count('href="/p/countess/"') == 2
    assert list(Mention.objects.values_list("user", flat=True)) == [ada.pk]


def test_what_they_wrote_is_found_by_the_handle_they_left(client, ada, relay):
    community = CommunityFactory()
    start_topic(space=community.spaces.get(), by=join(community, ada), title="Notes on engines")
    start_topic(space=community.spaces.get(), title="Engines, by somebody else")
    relay()

    found = client.get("/api/v1/search/", {"q": "engines", "author": "ada"}).json()

    assert [item["title"] for item in found["items"]] == ["Notes on <mark>engines</mark>"]


def test_a_page_lists_what_was_written_and_goes_on(client, ada, relay):
    for number in range(21):
        start_topic(by=ada, title=f"Question {number} of Ada's")
    relay()

    first = client.get("/p/countess/").text
    assert first.count('class="found"') == 20
    assert "Question 0 of Ada" not in first
    address = re.search(r'href="(\?after=[^"]+)"', first)[1]
    more = client.get(
        "/p/countess/" + address, headers={"HX-Request": "true", "HX-Target": "contributions-more"}
    ).text
    assert more.count('class="found"') == 1
    assert "Question 0 of Ada" in more
    assert "<h1" not in more


def test_the_api_lists_what_was_written_a_page_at_a_time(client, ada, relay):
    topics = [start_topic(by=ada, title=f"Question {number}") for number in range(3)]
    relay()

    first = client.get("/api/v1/people/countess/contributions/?limit=2").json()
    second = client.get(
        "/api/v1/people/countess/contributions/", {"limit": 2, "after": first["next"]}
    ).json()

    listed = [item["id"] for item in first["items"] + second["items"]]
    assert listed == [topic.pk for topic in reversed(topics)]
    assert second["next"] is None


def test_what_is_written_in_a_secret_community_is_listed_to_its_members(ada, relay):
    community = CommunityFactory(visibility="secret")
    start_topic(by=join(community, ada), space=first_space(community), title="The heron")
    member = join(community)
    relay()

    for way in ("/p/countess/", "/api/v1/people/countess/contributions/"):
        assert "The heron" in client_of(member).get(way).text
        assert "heron" not in client_of(UserFactory()).get(way).text
        assert "heron" not in Client().get(way).text
