"""Adding what a stranger may not see changes no byte of what a stranger gets, on any address."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from communities.models import Community, Space
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic

pytestmark = pytest.mark.django_db

CHANGING = re.compile(r'(csrfmiddlewaretoken" value="|X-CSRFToken": ")[^"]+')
# Which request it was, and whether it was the first for a page that is kept: tests/cop/
# test_visitors_cache.py holds that what is hidden does not change that either.
OF_THE_REQUEST = {"X-Request-ID", "Server-Timing"}
WORD = "egret"


@pytest.fixture(autouse=True)
def _without_limits(settings):
    settings.RATE_LIMITS = False


@pytest.fixture
def opened(relay) -> Community:
    """A public community with something of everything."""
    community = CommunityFactory(name="Open water", slug="open")
    author = join(community, UserFactory(handle="author", name="Egbert"))
    join(community, UserFactory(handle="insider"))  # that one belongs is no secret here
    for n in range(3):
        topic = start_topic(
            space=first_space(community), by=author, title=f"A heron or {n} herons?", tags=["birds"]
        )
        add_post(topic, by=author, source="It is a bittern.")
    relay()
    return community


def hide(opened: Community) -> None:
    """The same words in a secret community, and in rooms that few may enter."""
    insider = User.objects.get(handle="insider")
    secret = CommunityFactory(name=f"The {WORD}", slug=WORD, visibility="secret", tagline=WORD)
    members = Space.objects.open(opened, name=f"Room {WORD}", visibility="members")
    group = Space.objects.open(opened, name=f"Group {WORD}", visibility="group", named=[insider])
    spaces = [first_space(secret), members, group]
    for space in spaces:
        author = insider if space.community == opened else join(space.community)
        topic = start_topic(
            space=space, by=author, title=f"A heron or an {WORD}?", tags=["birds", f"{WORD}-tag"]
        )
        add_post(topic, by=author, source=f"@author it is an {WORD}, not a bittern.")


def addresses(community: Community) -> list[str]:
    topic = community.topics.first()
    api, page = "/api/v1/", community.address
    kinds = ("question", "discussion")
    return [
        "/", "/c/", "/c/?q=egret", "/c/?q=e",
        *(f"{page}{part}" for part in ("", "about/", "tags/", "?tag=birds", "?tag=egret-tag")),
        *(f"{page}?sort={sort}" for sort in ("active", "newest", "useful")),
        *(f"{page}?kind={kind}" for kind in kinds),
        *(f"{page}?state={state}" for state in ("unanswered", "unsolved", "unread", "mine")),
        f"{page}?space=room-egret", f"{page}?space=group-egret",
        topic.get_absolute_url(), f"{topic.address}posts/2/history/",
        f"{topic.address}posts/2/branch/",
        "/p/author/",
        *(f"/search/?q={q}" for q in ("egret", "egert", "heron", "bittern", "egret-tag", "e")),
        "/search/?q=heron&tag=egret-tag", "/search/?q=heron&community=egret",
        *(f"/search/instant/?q={q}" for q in ("egr", "heron", "bit")),
        f"{api}communities/", f"{api}communities/?limit=1", f"{api}communities/?q=egret",
        f"{api}communities/open/", f"{api}communities/open/spaces/", f"{api}communities/open/tags/",
        f"{api}communities/open/tags/?limit=1",
        *(f"{api}communities/open/topics/?limit=2&sort={sort}" for sort in ("newest", "useful")),
        f"{api}communities/open/topics/?limit=2", f"{api}communities/open/topics/?tag=egret-tag",
        f"{api}communities/open/topics/?space=room-egret",
        f"{api}topics/{topic.pk}/", f"{api}topics/{topic.pk}/posts/2/revisions/",
        f"{api}people/author/",
        *(f"{api}search/?q={q}" for q in ("egret", "egert", "heron", "e")),
        f"{api}search/suggestions/?q=egr",
        f"{api}communities/egret/", f"{api}communities/egret/topics/",
        "/c/egret/", "/c/egret/about/", "/c/egret/picture.png",
        *(f"/feeds/open/{part}" for part in ("", "tags/birds/", f"t/{topic.pk}/", "knowledge/")),
        "/feeds/open/tags/egret-tag/", "/feeds/egret/", "/feeds/egret/knowledge/",
        "/sitemap.xml", *(f"/sitemaps/{s}.xml" for s in ("communities", "topics", "articles")),
    ]  # fmt: skip


def everything_got(client: Client, community: Community) -> dict[str, tuple]:
    got = {}
    for address in addresses(community):
        response = client.get(address)
        body = CHANGING.sub(r"\1", response.content.decode())
        kept = {k: v for k, v in response.headers.items() if k not in OF_THE_REQUEST}
        got[address] = (response.status_code, kept, body)
    return got


@pytest.mark.parametrize("who", ["visitor", "outsider"])
def test_what_is_hidden_changes_no_byte(opened, relay, who):
    client = Client()
    if who == "outsider":
        client.force_login(UserFactory())
    before = everything_got(client, opened)

    hide(opened)
    relay()
    after = everything_got(client, opened)

    assert [address for address in before if before[address] != after[address]] == []


def test_whoever_may_is_shown_it(opened, relay):
    """The other test would pass as well if nothing were hidden at all."""
    hide(opened)
    relay()
    client = Client()
    client.force_login(User.objects.get(handle="insider"))

    shown = [
        address for address, got in everything_got(client, opened).items() if "an egret?" in got[2]
    ]

    assert len(shown) >= 10
    assert opened.address + "?space=group-egret" in shown


@pytest.mark.parametrize("who", ["visitor", "outsider"])
def test_what_is_secret_is_answered_like_what_is_not_there(opened, who):
    secret = CommunityFactory(slug="hidden", visibility="secret")
    topic = start_topic(space=first_space(secret))
    client = Client()
    if who == "outsider":
        client.force_login(UserFactory())
    there, nowhere = ("hidden", topic.pk), ("absent", topic.pk + 999)

    for path in SECRET:
        told = [asked(client, path.format(slug=slug, pk=pk)) for slug, pk in (there, nowhere)]
        assert told[0] == told[1], path
        assert told[0][0] in (302, 401, 404), path


SECRET = [
    "/c/{slug}/", "/c/{slug}/about/", "/c/{slug}/members/", "/c/{slug}/tags/", "/c/{slug}/manage/",
    "/c/{slug}/t/{pk}/", "/c/open/t/{pk}/", "/c/{slug}/t/{pk}/posts/1/",
    "/c/{slug}/t/{pk}/closure/",
    "/feeds/{slug}/", "/feeds/{slug}/t/{pk}/", "/feeds/{slug}/knowledge/", "/c/{slug}/picture.png",
    "/api/v1/communities/{slug}/", "/api/v1/communities/{slug}/topics/",
    "/api/v1/communities/{slug}/members/", "/api/v1/communities/{slug}/tags/",
    "/api/v1/topics/{pk}/", "/api/v1/topics/{pk}/posts/1/", "/api/v1/follows/topic:{pk}/",
]  # fmt: skip


def asked(client: Client, path: str) -> tuple:
    """Status, headers, body and how many queries it took; without what the address itself says."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
    body = CHANGING.sub(r"\1", response.content.decode())
    headers = {k: v for k, v in response.headers.items() if k != "X-Request-ID"}
    said = str((headers, body)).replace(path, "…")
    return response.status_code, said, len(queries)
