"""Search engines are told of what visitors may read, at a cost that does not grow."""

from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.test import Client

from communities.models import Space
from integrations import sitemaps
from projects.models import Visibility
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import first_space, start_topic
from tests.knowledge.factories import begin_article, open_collection, publish_article
from tests.projects.factories import begin_project

pytestmark = pytest.mark.django_db

NS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ORIGIN = settings.SITE_ORIGIN


@pytest.fixture
def community():
    return CommunityFactory(slug="open")


def read(address: str) -> dict[str, str | None]:
    """Each address of a sitemap, with when it last changed."""
    response = Client().get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml")
    found = ET.fromstring(response.content)
    return {str(one.findtext(f"{NS}loc")): one.findtext(f"{NS}lastmod") for one in found}


def test_the_index_leads_to_each_section(community):
    assert list(read("/sitemap.xml")) == [f"{ORIGIN}/sitemaps/{s}.xml" for s in sitemaps.SECTIONS]


def test_sections_tell_of_what_visitors_may_read(community):
    topic = start_topic(space=first_space(community))
    article = publish_article(space=first_space(community))
    collection = open_collection(space=first_space(community))
    project = begin_project(community=community, visibility=Visibility.PUBLIC)
    day = topic.active_at.date().isoformat()

    assert read("/sitemaps/communities.xml") == {f"{ORIGIN}/c/open/": day}
    assert read("/sitemaps/topics.xml") == {ORIGIN + topic.get_absolute_url(): day}
    assert read("/sitemaps/articles.xml") == {ORIGIN + article.get_absolute_url(): day}
    assert read("/sitemaps/collections.xml") == {ORIGIN + collection.get_absolute_url(): None}
    assert read("/sitemaps/projects.xml") == {ORIGIN + project.get_absolute_url(): day}


def test_what_visitors_may_not_read_is_in_no_sitemap(community):
    for visibility in ("private", "secret"):
        narrow = CommunityFactory(visibility=visibility)
        start_topic(space=first_space(narrow))
        publish_article(space=first_space(narrow))
        open_collection(space=first_space(narrow))
    begin_project(community=community, visibility=Visibility.COMMUNITY)
    begin_project(community=community, visibility=Visibility.MEMBERS)
    room = Space.objects.open(community, name="Room", visibility="members")
    start_topic(space=room)
    publish_article(space=room)
    open_collection(space=room)
    gone = start_topic(space=first_space(community))
    gone.delete_softly(by=gone.author)
    begin_article(space=first_space(community))
    retired = publish_article(space=first_space(community))
    retired.retire(by=retired.owner)

    assert read("/sitemaps/communities.xml") == {f"{ORIGIN}/c/open/": None}
    assert read("/sitemaps/topics.xml") == read("/sitemaps/articles.xml") == {}
    assert read("/sitemaps/collections.xml") == read("/sitemaps/projects.xml") == {}


def test_a_page_holds_a_range_of_numbers(community, monkeypatch):
    topics = [start_topic(space=first_space(community), title=f"No {n}") for n in range(5)]
    monkeypatch.setattr(sitemaps, "STEP", 2)
    last = -(-topics[-1].pk // 2)

    pages = [address for address in read("/sitemap.xml") if "topics" in address]
    found = [read(address.removeprefix(ORIGIN)) for address in pages]

    assert len(pages) == last
    assert pages[-1] == f"{ORIGIN}/sitemaps/topics.xml?p={last}"
    assert [a for page in found for a in page] == [ORIGIN + t.get_absolute_url() for t in topics]
    assert max(len(page) for page in found) == 2
    assert Client().get(f"/sitemaps/topics.xml?p={last + 1}").status_code == 404
    assert Client().get("/sitemaps/topics.xml?p=x").status_code == 404
    assert Client().get("/sitemaps/people.xml").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_a_section_asks_as_little_for_many_as_for_one(community, django_assert_num_queries, count):
    for _ in range(count):
        start_topic(space=first_space(community))
        publish_article(space=first_space(community))
        open_collection()

    with django_assert_num_queries(len(sitemaps.SECTIONS)):
        read("/sitemap.xml")
    for section in sitemaps.SECTIONS:
        with django_assert_num_queries(2):
            read(f"/sitemaps/{section}.xml")


def test_robots_are_led_to_the_sitemap_and_kept_from_what_costs():
    response = Client().get("/robots.txt")
    lines = response.content.decode().splitlines()

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert lines[0] == "User-agent: *"
    assert f"Sitemap: {ORIGIN}/sitemap.xml" in lines
    assert {"Disallow: /search/", "Disallow: /c/*/history/", "Disallow: /signin/"} <= set(lines)
    assert "Disallow: /" not in lines


def test_a_site_can_stay_out_of_search_engines(community, settings):
    settings.SEARCH_ENGINES = False

    assert Client().get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"
    assert Client().get("/sitemap.xml").status_code == 404
    assert Client().get("/sitemaps/topics.xml").status_code == 404
    assert Client().get("/c/open/")["X-Robots-Tag"] == "noindex, nofollow"


def test_a_site_is_open_to_search_engines_otherwise(community):
    assert not Client().get("/c/open/").has_header("X-Robots-Tag")


def test_pages_that_are_not_for_all_say_so_and_tell_no_other_site_of_themselves():
    community = CommunityFactory(visibility="private")
    member = join(community)
    topic = start_topic(space=first_space(community), by=member)
    article = publish_article(space=first_space(community), by=member)
    client = Client()
    client.force_login(member)
    at = community.address
    pages = [at, f"{at}about/", f"{at}tags/", f"{at}members/", f"{at}knowledge/"]

    for page in [*pages, topic.get_absolute_url(), article.get_absolute_url()]:
        response = client.get(page)
        assert '<meta name="robots" content="noindex">' in response.content.decode(), page
        assert response["Referrer-Policy"] == "same-origin", page
