"""What leaves the site as Atom is valid, complete, and only what visitors may read."""

import re
from datetime import datetime
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from communities.models import Space
from core.uploads.keeping import remove
from discussions.models import Post
from projects.models import Visibility
from tests.communities.factories import CommunityFactory, join
from tests.core.uploads.factories import keep_picture
from tests.discussions.factories import add_post, first_space, start_topic
from tests.knowledge.factories import begin_article, publish_article
from tests.projects.factories import begin_project, post_update
from tests.visiting import source, stale_after, visit

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
TAG_URI = re.compile(r"tag:[\w.-]+,\d{4}-\d\d-\d\d:[\w-]+/\d+")  # RFC 4151
ORIGIN = settings.SITE_ORIGIN


@pytest.fixture
def community():
    return CommunityFactory(name="Open water", slug="open", tagline="Birds & bogs")


def get(address: str) -> HttpResponse:
    return Client().get(address)


def read(address: str) -> ET.Element:
    """The feed, if it keeps the rules of RFC 4287."""
    response = get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ET.fromstring(response.content)
    assert feed.tag == f"{ATOM}feed"
    check(feed)
    [own] = [link for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert own.get("href") == ORIGIN + address
    entries = feed.findall(f"{ATOM}entry")
    assert len({text(entry, "id") for entry in entries}) == len(entries)
    for entry in entries:
        check(entry)
        [author] = entry.findall(f"{ATOM}author")
        assert text(author, "name")
        assert text(author, "uri").startswith(ORIGIN)
        [content] = entry.findall(f"{ATOM}content")
        assert content.get("type") == "html"
        assert not re.search(r'(?:href|src)="/', content.text or "")
    return feed


def check(element: ET.Element) -> None:
    """What a feed and an entry have alike: one id for good, one title, one date with its zone."""
    assert TAG_URI.fullmatch(text(element, "id"))
    assert text(element, "title")
    assert datetime.fromisoformat(text(element, "updated")).tzinfo
    [shown] = [link for link in element.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
    assert shown.get("href", "").startswith(ORIGIN)


def text(element: ET.Element, name: str) -> str:
    [found] = element.findall(f"{ATOM}{name}")
    return found.text or ""


def titles(feed: ET.Element) -> list[str]:
    return [text(entry, "title") for entry in feed.findall(f"{ATOM}entry")]


def test_a_community_tells_of_its_topics(community):
    author = join(community)
    start_topic(space=first_space(community), by=author, title="The first")
    picture = keep_picture(author)
    topic = start_topic(
        space=first_space(community),
        by=author,
        title="Herons & <bitterns>\x0b",
        source=f"See [there](/c/open/) and {picture.markdown}",
        tags=["birds", "bogs"],
    )

    feed = read("/feeds/open/")

    assert (text(feed, "title"), text(feed, "subtitle")) == ("Open water", "Birds & bogs")
    assert titles(feed) == ["Herons & <bitterns>", "The first"]
    entry = feed.findall(f"{ATOM}entry")[0]
    assert text(entry, "id").endswith(f":topic/{topic.pk}")
    assert [c.get("term") for c in entry.findall(f"{ATOM}category")] == ["birds", "bogs"]
    assert f'src="{ORIGIN}{picture.address}"' in text(entry, "content")
    assert text(entry.find(f"{ATOM}author"), "name") == author.name


def test_a_tag_tells_of_what_has_it(community):
    start_topic(space=first_space(community), title="With", tags=["birds"])
    start_topic(space=first_space(community), title="Without")

    assert titles(read("/feeds/open/tags/birds/")) == ["With"]
    assert get("/feeds/open/tags/beetles/").status_code == 404


def test_a_topic_tells_of_its_posts(community):
    topic = start_topic(space=first_space(community), title="A heron?")
    answer = add_post(topic, source="No.")
    reply = add_post(topic, parent=answer)
    Post.objects.filter(pk=answer.pk).update(
        attribution={
            "site": "Elsewhere",
            "url": "https://elsewhere.example/1",
            "author": "Rosa",
            "author_url": "",
            "licence": "CC BY-SA 4.0",
            "licence_url": "https://creativecommons.org/licenses/by-sa/4.0/",
        }
    )

    feed = read(f"/feeds/open/t/{topic.pk}/")

    said = [f"Reply by {reply.author.name}", f"Answer by {answer.author.name}", "A heron?"]
    assert titles(feed) == said
    rights = [entry.findtext(f"{ATOM}rights") for entry in feed.findall(f"{ATOM}entry")]
    licence = "CC BY-SA 4.0, https://creativecommons.org/licenses/by-sa/4.0/"
    assert rights == [None, f"Rosa, https://elsewhere.example/1, {licence}", None]


def test_a_community_tells_of_what_it_recommends(community):
    publish_article(space=first_space(community), title="Baselines")
    begin_article(space=first_space(community), title="A draft")

    feed = read("/feeds/open/knowledge/")

    assert titles(feed) == ["Baselines"]
    assert "<h3>Recommended practice</h3>" in text(feed.find(f"{ATOM}entry"), "content")


def test_a_project_tells_how_far_it_is(community):
    project = begin_project(community=community, visibility=Visibility.PUBLIC)
    posted = post_update(project, text="Nine of *eleven* knew.")
    post_update(project, text="Ten knew.")
    address = f"/feeds/open/projects/{project.pk}/"
    feed = read(address)
    assert titles(feed) == ["Ten knew.", "Nine of eleven knew."]
    assert "<em>eleven</em>" in text(feed.findall(f"{ATOM}entry")[1], "content")
    posted.edit("All knew.", by=posted.by, version=1)
    assert titles(read(address)) == ["Ten knew.", "All knew."]
    posted.remove()
    assert titles(read(address)) == ["Ten knew."]
    page = get(f"{project.address}updates/").content.decode()
    assert f'href="{address}"' in page


def test_an_empty_feed_has_changed_when_its_community_began(community):
    began = community.created_at.isoformat()

    assert text(read("/feeds/open/"), "updated") == began
    assert text(read("/feeds/open/knowledge/"), "updated") == began


def test_what_is_edited_is_newer_and_what_is_deleted_is_gone(community):
    topic = start_topic(space=first_space(community), title="Said badly")
    other = start_topic(space=first_space(community), title="Regretted")
    before = {text(e, "id") for e in read("/feeds/open/").findall(f"{ATOM}entry")}

    topic.edit(by=topic.author, version=1, title="Said well", source="So.", tags=[])
    other.delete_softly(by=other.author)

    [entry] = read("/feeds/open/").findall(f"{ATOM}entry")
    assert text(entry, "title") == "Said well"
    assert text(entry, "id") in before
    assert text(entry, "updated") > text(entry, "published")


@pytest.fixture
def closed(community):
    """The addresses of feeds that there are not, beside those of a public community."""
    tagged = {"title": "A bittern", "tags": ["bittern"]}
    start_topic(space=first_space(community), title="A heron", tags=["heron"])
    hidden = []
    for visibility in ("private", "secret"):
        narrow = CommunityFactory(slug=visibility, visibility=visibility, name="The bittern")
        topic = start_topic(space=first_space(narrow), **tagged)
        publish_article(space=first_space(narrow), title="The bittern")
        at = f"/feeds/{visibility}/"
        hidden += [at, f"{at}tags/bittern/", f"{at}t/{topic.pk}/", f"{at}knowledge/"]
    room = Space.objects.open(community, name="The bittern", visibility="members")
    inside = start_topic(space=room, **tagged)
    publish_article(space=room, title="The bittern")
    for visibility in (Visibility.COMMUNITY, Visibility.MEMBERS):
        project = begin_project(community=community, visibility=visibility)
        post_update(project, text="The bittern.")
        hidden.append(f"/feeds/open/projects/{project.pk}/")
    return [*hidden, "/feeds/open/tags/bittern/", f"/feeds/open/t/{inside.pk}/"]


def test_what_visitors_may_not_read_has_no_feed(community, closed):
    member = join(community)
    client = Client()
    client.force_login(member)

    for address in closed:
        assert get(address).status_code == 404, address
        assert client.get(address).status_code == 404, address
    assert titles(read("/feeds/open/")) == ["A heron"]
    assert titles(read("/feeds/open/knowledge/")) == []


def test_a_topic_is_told_of_under_its_own_community_alone(community):
    topic = start_topic(space=first_space(community))
    CommunityFactory(slug="other")

    assert get(f"/feeds/other/t/{topic.pk}/").status_code == 404


def test_pages_lead_to_their_feeds_where_there_are_any(community):
    topic = start_topic(space=first_space(community), tags=["birds"])
    feeds = {
        "/c/open/": "/feeds/open/",
        "/c/open/?tag=birds": "/feeds/open/tags/birds/",
        topic.get_absolute_url(): f"/feeds/open/t/{topic.pk}/",
        "/c/open/knowledge/": "/feeds/open/knowledge/",
    }
    member = join(community)
    client = Client()
    client.force_login(member)

    for page, feed in feeds.items():
        html = get(page).content.decode()
        assert re.search(rf'<link rel="alternate" [^>]*href="{ORIGIN}{feed}">', html), page
        assert f'<a class="link" href="{feed}"' in html, page
    community.edit(by=member, version=1, visibility="private")
    for page in feeds:
        assert "/feeds/" not in client.get(page).content.decode(), page


@pytest.mark.parametrize("count", [1, 3])
def test_a_feed_asks_as_little_for_many_as_for_one(community, django_assert_num_queries, count):
    project = begin_project(community=community, visibility=Visibility.PUBLIC)
    for n in range(count):
        topic = start_topic(space=first_space(community), title=f"Number {n}", tags=["birds"])
        publish_article(space=first_space(community))
        add_post(topic)
        post_update(project)
    queries = {
        "/feeds/open/": 4,
        "/feeds/open/tags/birds/": 5,
        f"/feeds/open/t/{topic.pk}/": 3,
        "/feeds/open/knowledge/": 3,
        f"/feeds/open/projects/{project.pk}/": 3,
    }

    for address, number in queries.items():
        with django_assert_num_queries(number):  # the first of which asks whether one is kept
            get(address)
        with django_assert_num_queries(1):
            assert source(get(address)) == "kept"


def test_a_reader_that_has_it_is_told_so(community):
    start_topic(space=first_space(community))
    first = get("/feeds/open/")

    again = Client().get("/feeds/open/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first["Last-Modified"]

    start_topic(space=first_space(community), title="Another")
    anew = Client().get("/feeds/open/", headers={"If-None-Match": first["ETag"]})
    assert anew.status_code == 200


ACTS = {
    "begin": lambda t, _a: start_topic(space=t.space, title="Newer", tags=["birds"]),
    "reply": lambda t, _a: add_post(t),
    "edit": lambda t, _a: t.edit(by=t.author, version=1, title="Anew", source="So.", tags=[]),
    "delete": lambda t, _a: t.delete_softly(by=t.author),
    "retire": lambda _t, a: a.retire(by=a.owner),
    "edit an article": lambda _t, a: a.edit(
        by=a.owner, version=1, title="Anew", parts=a.parts, tags=[], sources=[]
    ),
    "close the community": lambda t, _a: t.community.edit(
        by=t.author, version=1, visibility="private"
    ),
    "rename the community": lambda t, _a: t.community.edit(by=t.author, version=1, name="Anew"),
    "keep the space to members": lambda t, _a: t.space.edit(
        name="General", description="", visibility="members"
    ),
}


@pytest.mark.parametrize("act", ACTS)
def test_a_feed_that_is_kept_is_what_it_would_be_anew(community, act):
    topic = start_topic(space=first_space(community), tags=["birds"])
    article = publish_article(space=first_space(community))
    at = "/feeds/open/"
    addresses = [at, f"{at}tags/birds/", f"{at}t/{topic.pk}/", f"{at}knowledge/"]

    assert stale_after(lambda: ACTS[act](topic, article), addresses) == []


def test_an_article_that_has_lost_a_picture_is_told_of_without_it(community):
    member = join(community)
    picture = keep_picture(member)
    article = publish_article(
        space=first_space(community), by=member, practice=f"So: {picture.markdown}"
    )
    assert picture.address in visit("/feeds/open/knowledge/").content.decode()

    def lose() -> None:
        remove(picture)
        article.render_anew()

    assert stale_after(lose, ["/feeds/open/knowledge/"]) == []
