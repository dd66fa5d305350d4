"""Texts that lead to pages of this site are told of there, to whoever may read them."""

from io import StringIO
from threading import Event
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from accounts.models import User
from communities.models import Community, Role, Space
from core.visitors import VISITOR
from discussions.linking import leads_to, linked_from
from discussions.models import Link, Post, Topic
from discussions.moving import move
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic
from tests.knowledge.factories import begin_article, publish_article, said
from tests.racing import race, until_waiting

pytestmark = pytest.mark.django_db

CANARY = "bittern"


@pytest.fixture
def community() -> Community:
    return CommunityFactory(slug="open")


@pytest.fixture
def member(community) -> User:
    return join(community)


@pytest.fixture
def target(community, member) -> Topic:
    return start_topic(space=first_space(community), by=member, title="The target")


def signed_in(user: User | None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def told(viewer: Any, page: Any) -> list[str]:
    return [linked.title for linked in linked_from(viewer, page.target)]


@pytest.mark.parametrize(
    "written",
    [
        "See [this]({address})",
        "See [this]({url}#post-1)",
        "See {origin}{url}",
        "See [an answer]({address}posts/1/) there",
        "> quoted [from]({url}?sort=newest)",
    ],
)
def test_a_post_that_leads_to_a_topic_is_told_of_there(community, member, target, written):
    text = written.format(
        address=target.address, url=target.get_absolute_url(), origin=settings.SITE_ORIGIN
    )

    source = start_topic(space=first_space(community), by=member, title="A source", source=text)

    [linked] = linked_from(member, target.target)
    assert (linked.kind, linked.title, linked.url) == (
        "topic",
        "A source",
        source.get_absolute_url(),
    )
    assert [one.title for one in leads_to(member, source.target)] == ["The target"]


@pytest.mark.parametrize(
    "address",
    [
        "/c/open/t/999999999/",
        "/c/open/knowledge/999999999/",
        "/c/open/t/new/",
        "https://elsewhere.example/c/open/t/{pk}/",
        "//elsewhere.example/c/open/t/{pk}/",
        "/c/open/t/{pk}x",
        "/c/open/",
    ],
)
def test_what_leads_to_no_page_is_not_kept(community, target, address):
    start_topic(space=first_space(community), source=f"[x]({address.format(pk=target.pk)})")

    assert not Link.objects.exists()


def test_a_reply_is_led_to_where_it_stands_and_its_topic_is_told_of_once(community, member, target):
    source = start_topic(space=first_space(community), by=member, title="A source")
    first = add_post(source, by=member, source=f"[it]({target.address})")
    add_post(source, by=member, source=f"[it again]({target.address})")
    add_post(target, by=member, source=f"[the same topic]({target.address})")

    [linked] = linked_from(member, target.target)

    assert linked.url == first.get_absolute_url()


def test_an_edit_changes_where_it_leads(community, member, target):
    other = start_topic(space=first_space(community), by=member, title="The other")
    source = start_topic(space=first_space(community), by=member, title="A source")
    answer = add_post(source, by=member, source=f"[it]({target.address})")

    answer.edit(f"[the other]({other.address})", by=member, version=1)
    assert (told(member, target), told(member, other)) == ([], ["A source"])

    opening = f"[both]({other.address}) [of them]({target.address})"
    source.edit(by=member, version=1, title="Renamed", source=opening, tags=[])
    assert (told(member, target), told(member, other)) == (["Renamed"], ["Renamed"])


def test_what_is_deleted_is_told_of_no_more_until_it_is_restored(community, member, target):
    source = start_topic(space=first_space(community), by=member, title="A source")
    answer = add_post(source, by=member, source=f"[it]({target.address})")

    answer.delete_softly(by=member)
    assert told(member, target) == []
    answer.restore(by=member)
    assert told(member, target) == ["A source"]

    source.delete_softly(by=member)
    assert not Link.objects.exclude(audience=[]).exists()
    Space.objects.get(pk=source.space_id).edit(name="General", description="", visibility="members")
    assert not Link.objects.exclude(audience=[]).exists()
    source.restore()
    assert told(member, target) == ["A source"]


def test_an_article_is_told_of_as_far_as_it_is_out(community, member, target):
    reader = join(community)
    moderator = join(community, role=Role.MODERATOR)
    article = begin_article(
        space=first_space(community), by=member, title="Do so", practice=f"[it]({target.address})"
    )
    assert (told(member, target), told(reader, target)) == (["Do so"], [])

    article.propose()
    assert (told(reader, target), told(moderator, target)) == (["Do so"], ["Do so"])
    assert signed_in(None).get(f"/api/v1/topics/{target.pk}/backlinks/").json()["items"] == []

    article.release(by=moderator)
    [linked] = signed_in(None).get(f"/api/v1/topics/{target.pk}/backlinks/").json()["items"]
    assert linked == {"kind": "article", "title": "Do so", "url": article.get_absolute_url()}

    article.edit(by=member, version=1, **said(practice="Nothing."))
    assert told(reader, target) == []


def test_a_draft_that_is_discarded_leads_nowhere(community, member, target):
    article = begin_article(
        space=first_space(community), by=member, practice=f"[it]({target.address})"
    )

    article.discard()

    assert not Link.objects.exists()


def test_an_article_is_told_what_leads_to_it(community, member):
    article = publish_article(space=first_space(community), title="Do so")
    start_topic(
        space=first_space(community), by=member, title="A source", source=f"[x]({article.address})"
    )

    html = signed_in(None).get(f"{article.address}links/").content.decode()
    assert "A source" in html
    assert "Linked from" in html
    [linked] = signed_in(None).get(f"/api/v1/articles/{article.pk}/backlinks/").json()["items"]
    assert linked["title"] == "A source"


@pytest.fixture
def hidden(community, member, target) -> list[Any]:
    """Pages that a stranger may not read, and that lead to one that they may, and from it."""
    secret = CommunityFactory(slug="hidden", name=CANARY, visibility="secret")
    insider = join(secret, member)
    room = Space.objects.open(community, name=CANARY, visibility="members")
    pages = []
    for space in (first_space(secret), room):
        text = f"[{CANARY}]({target.address})"
        pages.append(start_topic(space=space, by=insider, title=f"A {CANARY}", source=text))
        pages.append(publish_article(space=space, by=insider, title=f"The {CANARY}", practice=text))
    links = "\n".join(f"[x]({page.address})" for page in pages)
    add_post(target, by=member, source=links)
    return pages


@pytest.mark.parametrize("who", ["visitor", "outsider"])
def test_what_one_may_not_read_is_an_address_and_no_more(community, target, hidden, who):
    client = signed_in(join(CommunityFactory()) if who == "outsider" else None)

    for address in (
        target.get_absolute_url(),
        f"{target.address}links/",
        f"/api/v1/topics/{target.pk}/links/",
        f"/api/v1/topics/{target.pk}/backlinks/",
        f"/api/v1/topics/{target.pk}/posts/",
    ):
        assert CANARY not in client.get(address).content.decode(), address
    leads = client.get(f"/api/v1/topics/{target.pk}/links/").json()
    assert [(one["title"], one["url"]) for one in leads] == [("", page.address) for page in hidden]
    assert client.get(f"/api/v1/topics/{target.pk}/backlinks/").json()["items"] == []
    for page in hidden:
        assert client.get(f"{page.address}links/").status_code == 404


def test_whoever_may_read_them_is_told_what_they_are_called(target, hidden, member):
    html = signed_in(member).get(f"{target.address}links/").content.decode()

    assert html.count(f"A {CANARY}") == html.count(f"The {CANARY}") == 4


def test_a_source_that_moves_or_closes_is_told_of_to_whom_it_may_be(community, member, target):
    source = start_topic(
        space=first_space(community), by=member, title="A source", source=f"[x]({target.address})"
    )
    room = Space.objects.open(community, name="Room", visibility="members")
    outsider = join(CommunityFactory())
    assert told(outsider, target) == ["A source"]

    move(source, room, by=member)
    assert (told(outsider, target), told(member, target)) == ([], ["A source"])
    room.edit(name="Room", description="", visibility="community")
    assert told(outsider, target) == ["A source"]
    community.edit(by=member, version=1, visibility="private")
    assert told(outsider, target) == []


def test_the_topic_itself_shows_no_title_of_another(community, member, target):
    text = f"[as typed]({target.address}) {settings.SITE_ORIGIN}{target.address}"
    source = start_topic(space=first_space(community), by=member, source=text)

    assert "The target" not in source.opening.html


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_little_for_many_as_for_one(
    community, member, target, django_assert_num_queries, count
):
    for n in range(count):
        text = f"[x]({target.address})"
        source = start_topic(space=first_space(community), by=member, title=f"No {n}", source=text)
        publish_article(space=first_space(community), by=member, practice=text)
        add_post(target, by=member, source=f"[x]({source.address})")
    client = signed_in(None)
    address = f"{target.address}links/"

    with django_assert_num_queries(6):  # the topic, both lists, and what is called how in each
        client.get(address, headers={"HX-Request": "true"})


def test_the_list_is_read_in_pages(community, member, target):
    for n in range(3):
        start_topic(
            space=first_space(community),
            by=member,
            title=f"No {n}",
            source=f"[x]({target.address})",
        )

    first = linked_from(member, target.target, size=2)
    second = linked_from(member, target.target, size=2, after=first.next)

    assert [one.title for one in first] == ["No 2", "No 1"]
    assert ([one.title for one in second], second.next) == (["No 0"], None)


def test_what_one_may_not_read_takes_no_place_on_a_page(community, member, target):
    text = f"[x]({target.address})"
    start_topic(space=first_space(community), by=member, title="In the open", source=text)
    room = Space.objects.open(community, name="Room", visibility="members")
    start_topic(space=room, by=member, title="Inside", source=text)

    page = linked_from(VISITOR, target.target, size=1)

    assert ([one.title for one in page], page.next) == (["In the open"], None)


def test_a_post_that_leads_nowhere_asks_nothing_for_it(target, django_assert_num_queries):
    author = join(target.community)
    client = signed_in(author)
    client.get(target.get_absolute_url())

    with django_assert_num_queries(15):
        client.post(f"{target.address}replies/", {"source": "So.", "nonce": "one"})


def test_what_was_written_past_the_verbs_is_found_by_the_command(community, member, target):
    source = start_topic(space=first_space(community), by=member, title="A source")
    gone = start_topic(space=first_space(community), by=member, title="Gone")
    article = publish_article(space=first_space(community), by=member, title="Do so")
    text = f"[x]({target.address})"
    Post.objects.filter(topic__in=[source, gone]).update(source=text)
    type(article).objects.filter(pk=article.pk).update(exceptions=text)
    gone.delete_softly(by=member)
    call_command("find_links", stdout=StringIO())

    assert told(member, target) == ["Do so", "A source"]
    call_command("find_links", stdout=StringIO())
    assert told(member, target) == ["Do so", "A source"]


@pytest.mark.django_db(transaction=True)
def test_who_closes_a_community_waits_for_a_link_being_written():
    community = CommunityFactory()
    author = join(community)
    target = start_topic(space=first_space(community), by=author)
    source = start_topic(space=first_space(community), by=author)
    written = Event()

    def post_slowly():
        with transaction.atomic():
            add_post(source, by=author, source=f"[x]({target.address})")
            written.set()
            until_waiting(1)

    def close():
        written.wait(10)
        community.edit(by=author, version=1, visibility="private")

    assert race(post_slowly, close) == [None, None]
    assert Link.objects.get().audience == [f"community:{community.pk}"]


def test_an_empty_page_of_links_says_how_one_comes_about(target):
    html = signed_in(None).get(f"{target.address}links/").content.decode()
    part = signed_in(None).get(f"{target.address}links/", headers={"HX-Request": "true"})

    assert "Nothing leads here yet" in html
    assert "Nothing that you may read" in part.content.decode()
