"""The directory: whom one finds, by what one may read of them, and how many have what."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import Block, User
from members.listing.hours import shared
from members.profiles.levels import Level
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.members.connecting import connect
from tests.members.saying import FINDING, tell

pytestmark = pytest.mark.django_db

PAGE, ANSWER = 9, 5  # queries

FACETS = {
    "open_to": "speaking",
    "language": "tlh",
    "location": "ZQlocation",
    "organisation": "zqorganisation ",
    "overlap": "6",
}


def client_of(user: User | None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def found(client: Client, **asked: str) -> list[str]:
    return [one["handle"] for one in client.get("/api/v1/people/", asked).json()["items"]]


def test_nobody_is_found_by_what_the_finder_may_not_read():
    community, zone = CommunityFactory(), {"timezone": "Pacific/Marquesas"}
    ada = join(community, UserFactory(name="Ada King", handle="ada", **zone))
    left, blocked, fellow = (join(community, UserFactory(**zone)) for _ in range(3))
    community.memberships.get(user=left).leave()
    Block.objects.create(blocker=ada, blocked=blocked)
    stranger, operator = UserFactory(**zone), UserFactory(is_superuser=True, is_staff=True, **zone)
    near = UserFactory(**zone)
    connect(near, ada)
    reads = {
        "visitor": (client_of(None), {Level.EVERYONE}),
        "stranger": (client_of(stranger), {Level.EVERYONE, Level.SIGNED_IN}),
        "operator": (client_of(operator), {Level.EVERYONE, Level.SIGNED_IN}),
        "who left": (client_of(left), {Level.EVERYONE, Level.SIGNED_IN}),
        "fellow": (client_of(fellow), set(Level) - {Level.ME, Level.CONNECTIONS}),
        "connection": (client_of(near), set(Level) - {Level.ME}),
        "oneself": (client_of(ada), set(Level)),
        "blocked": (client_of(blocked), set()),
    }

    for level in Level:
        tell(ada, level)
        for who, (client, levels) in reads.items():
            told = level in levels
            for kind, value in FACETS.items():
                if kind == "overlap" and who == "visitor":
                    continue  # whose clock is not known: it narrows nothing
                assert ("ada" in found(client, **{kind: value})) == told, (who, level, kind)
            for name, word in FINDING.items():
                assert ("ada" in found(client, q=word)) == told, (who, level, name)
            counted = client.get("/api/v1/people-facets/").json()["values"]
            kinds = {one["kind"] for one in counted}
            assert kinds == (set(FACETS) - {"overlap"} if told else set()), (who, level)
            page = client.get("/people/").text
            assert ("ada" in found(client)) == ("Ada King" in page) == (who != "blocked")
            words = [w for w in ("zqask", "zqlocation", "zqrole", "Speaking") if w in page]
            assert len(words) == (4 if told else 0), (who, level, words)


def test_words_are_found_wherever_they_stand_and_however_they_are_spelt():
    community = CommunityFactory()
    for name, town in (("Joséphine Okello", "Łódź"), ("Bo Adams", "Kampala"), ("Cy", "")):
        user = join(community, UserFactory(name=name, handle=name.split()[-1].lower()))
        tell(user, Level.EVERYONE, location=town, organisation="Tide  Trust", role="Analyst")
    client = client_of(None)

    assert found(client, q="josephine") == ["okello"]
    assert found(client, q="KAMPALA analyst") == ["adams"]
    assert found(client, q="kampala josephine") == []
    assert found(client, organisation="tide trust", q="okello") == ["okello"]
    assert found(client, q="kampalla") == ["adams"]
    page = client.get("/people/", {"q": "kampalla"}).text
    assert "Nobody has “kampalla”" in page
    assert found(client, q="xyzzy") == []
    assert "Nobody like that here" in client.get("/people/?q=xyzzy").text
    assert found(client, q="\\%_") == []


def test_values_are_counted_grouped_and_narrow_what_is_found():
    community = CommunityFactory()
    for n, town in enumerate(("Mombasa", "mombasa", "MOMBASA", "Nakuru")):
        user = join(community, UserFactory(name=f"Person {n}", handle=f"p{n}"))
        tell(user, Level.EVERYONE, location=town, languages=["en", "sw"][: 1 + n % 2])
    client = client_of(None)

    page = client.get("/people/").text.lower()
    assert re.findall(r'facet__what">(\w+)</span> <span class="facet__n">(\d+)<', page) == [
        ("english", "4"),
        ("swahili", "2"),
        ("mombasa", "3"),
        ("nakuru", "1"),
    ]
    assert found(client, location="Mombasa") == ["p0", "p1", "p2"]
    assert found(client, location="mombasa", language="sw") == ["p1"]
    narrowed = client.get("/people/?location=mombasa").text.lower()
    assert "do not narrow: mombasa" in narrowed
    assert "?location=mombasa&amp;language=sw" in narrowed


def test_a_directory_goes_on_and_asks_as_often_at_three_as_at_one(django_assert_num_queries):
    community, viewer = CommunityFactory(), UserFactory()
    join(community, viewer)
    client = client_of(viewer)
    address = f"{community.address}members/"
    tell(join(community, UserFactory(name="A")), Level.COMMUNITIES)
    client.get(address)
    for _ in range(2):
        with django_assert_num_queries(PAGE):
            assert client.get(address).status_code == 200
        with django_assert_num_queries(ANSWER):
            assert client.get("/api/v1/people/").status_code == 200
        for name in ("B", "C"):
            tell(join(community, UserFactory(name=name)), Level.COMMUNITIES)

    first = client.get("/api/v1/people/?limit=2").json()
    rest = client.get("/api/v1/people/", {"limit": 10, "after": first["next"]}).json()
    names = [one["name"] for one in first["items"] + rest["items"]]
    assert names == sorted(names)
    assert len(names) == 6
    for n in range(24):
        join(community, UserFactory(name=f"Z {n:02}"))
    page = client.get(address).text
    assert page.count('class="mrow-p"') == 24
    more = client.get(
        address + re.search(r'href="(\?after=[^"]+)"', page)[1],
        headers={"HX-Request": "true", "HX-Target": "people-more"},
    ).text
    assert more.count('class="mrow-p"') == 6
    assert "<h1" not in more


def test_members_are_listed_to_whom_the_community_is_open_and_by_role():
    community = CommunityFactory(visibility="private")
    member = join(community)
    moderator = join(community, UserFactory(name="Mo"), role="moderator")
    client, address = client_of(member), f"{community.address}members/"

    assert f"/p/{moderator.handle}/" in client.get(address).text
    narrowed = client.get(address, {"role": "moderator"}).text
    assert re.findall(r'mrow-p__name"><a href="([^"]+)', narrowed) == [f"/p/{moderator.handle}/"]
    assert set(found(client, community=community.slug)) == {member.handle, moderator.handle}
    outsider = client_of(UserFactory())
    assert outsider.get(address).status_code == 403
    assert outsider.get("/api/v1/people/", {"community": community.slug}).status_code == 403
    assert found(outsider) != found(client)


@pytest.mark.parametrize(
    ("mine", "theirs", "hours"), [(0, 0, 8), (0, 3, 5), (-9, 9, 2), (0, 12, 0), (5.5, 0, 2.5)]
)
def test_hours_that_two_share(mine, theirs, hours):
    assert shared(timedelta(hours=mine), timedelta(hours=theirs)) == timedelta(hours=hours)
