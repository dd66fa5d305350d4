"""Posts picked out across topics become a draft article, and stay as they are."""

from functools import partial
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from communities.models import Community, Role, Space
from discussions.arranging.merging import merge
from discussions.arranging.splitting import split
from discussions.begun import new_topic_key
from discussions.errors import TrayIsFull
from discussions.models import Draft, Pick, Post
from discussions.models import pick as picking
from knowledge.errors import NarrowerPosts, TooMuchPicked
from knowledge.harvesting import harvest, is_read_by_all_in
from knowledge.models import Article, Source
from knowledge.showing import attributions_in, contributors_of
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic
from tests.knowledge.factories import publish_article
from tests.racing import race

pytestmark = pytest.mark.django_db

CANARY = "bittern"
TITLE = "Baselines, from several answers"
SURFACES = ("web", "api")


@pytest.fixture
def community() -> Community:
    return CommunityFactory(slug="open")


@pytest.fixture
def member(community) -> User:
    return join(community)


@pytest.fixture
def posts(community) -> list[Post]:
    """An answer each in two topics, by two people."""
    return [
        add_post(
            start_topic(space=first_space(community), title=f"Question {n}", tags=[f"tag-{n}"]),
            by=join(community, UserFactory(name=f"Ana_{n}")),
            source=f"Answer *{n}*.",
        )
        for n in (1, 2)
    ]


def signed_in(user: User | None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def pick(surface: str, client: Client, post: Post, *, out: bool = False) -> int:
    if surface == "web":
        body = {"_method": "delete"} if out else {}
        return client.post(f"{post.get_absolute_url()}pick/", body).status_code
    method = client.delete if out else client.put
    return method(f"/api/v1/topics/{post.topic_id}/posts/{post.number}/pick/").status_code


def make(surface: str, client: Client, **said: str) -> Any:
    said = {"title": TITLE, "space": "general"} | said
    if surface == "web":
        return client.post("/c/open/tray/", said)
    into = "story" if said.pop("story", "") else "article"
    address = f"/api/v1/communities/open/tray/{into}/"
    return client.post(address, said, content_type="application/json")


def tray(user: User, community: Community) -> list[Post]:
    return [one.post for one in Pick.objects.tray_of(user, community).select_related("post")]


@pytest.mark.parametrize("surface", SURFACES)
def test_what_is_picked_out_becomes_a_draft_with_everybody_credited(
    surface, community, member, posts
):
    client = signed_in(member)
    for post in reversed(posts):
        pick(surface, client, post)
    before = list(Post.objects.order_by("pk").values())

    response = make(surface, client)

    assert response.status_code == (302 if surface == "web" else 201)
    article = Article.objects.get()
    one, two = posts
    assert article.state == "draft"
    assert article.practice == (
        f"Answer *2*.\n\n— [Ana\\_2]({two.get_absolute_url()})\n\n"
        f"Answer *1*.\n\n— [Ana\\_1]({one.get_absolute_url()})"
    )
    sources = article.sources.order_by("position").values_list("topic", "number")
    assert list(sources) == [(two.topic_id, 2), (one.topic_id, 2)]
    assert article.typed_sources == f"{two.get_absolute_url()}\n{one.get_absolute_url()}"
    assert sorted(article.tags.values_list("name", flat=True)) == ["tag-1", "tag-2"]
    credited = {c.user: c.words for c in contributors_of(member, article)}
    made_of = "wrote what it is made of"
    assert credited == {member: "wrote it", one.author: made_of, two.author: made_of}
    assert tray(member, community) == []
    assert list(Post.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("surface", SURFACES)
def test_what_is_picked_out_becomes_the_evidence_of_a_story(surface, community, member, posts):
    client = signed_in(member)
    for post in posts:
        pick(surface, client, post)

    response = make(surface, client, story="1")

    assert response.status_code == (302 if surface == "web" else 201)
    page = client.get("/c/open/t/new/").content.decode()
    assert f'value="{TITLE}"' in page
    assert "Answer *1*." in page
    assert f"— [Ana\\_2]({posts[1].get_absolute_url()})" in page
    assert "tag-1, tag-2" in page
    assert tray(member, community) == []
    assert not Article.objects.exists()


@pytest.mark.parametrize("surface", SURFACES)
def test_a_story_does_not_take_the_place_of_what_was_begun(surface, community, member, posts):
    begun = {"title": "Something else altogether"}
    Draft.objects.keep(new_topic_key(community), begun, by=member)
    client = signed_in(member)
    pick(surface, client, posts[0])

    response = make(surface, client, story="1")

    assert response.status_code == 409
    assert "You have begun another topic here" in response.content.decode()
    assert Draft.objects.get().fields == begun
    assert tray(member, community) == [posts[0]]


def test_a_source_that_is_a_post_is_named_where_the_post_has_gone(community, member, posts, relay):
    one, two = posts
    for post in posts:
        pick("web", signed_in(member), post)
    make("web", signed_in(member))
    relay()
    facilitator = join(community, role=Role.FACILITATOR)

    begun = split(one, space=one.topic.space, title="Of its own", tags=[], by=facilitator)
    relay()
    assert places_of_sources() == {(begun.pk, 1), (two.topic_id, 2)}
    merge(begun, two.topic, by=facilitator)
    relay()

    one.refresh_from_db()
    assert places_of_sources() == {(two.topic_id, one.number), (two.topic_id, 2)}
    assert {c.user for c in contributors_of(member, Article.objects.get())} >= {one.author}


def test_two_sources_that_become_one_are_named_once(community, posts, relay):
    one, two = posts
    typed = f"{one.topic.address}\n{two.topic.address}\n{one.get_absolute_url()}"
    article = publish_article(space=one.topic.space, by=one.author, sources=typed)
    relay()

    merge(one.topic, two.topic, by=join(community, role=Role.FACILITATOR))
    relay()

    one.refresh_from_db()
    assert set(article.sources.values_list("topic", "number")) == {
        (two.topic_id, None),
        (two.topic_id, one.number),
    }


def places_of_sources() -> set[tuple[int, int]]:
    return set(Source.objects.values_list("topic", "number"))


def test_a_source_that_is_a_post_stays_one_when_the_article_is_saved_again(
    community, member, posts
):
    pick("web", signed_in(member), posts[0])
    make("web", signed_in(member))
    article = Article.objects.get()
    client = signed_in(member)

    form = {"title": TITLE, "practice": "New.", "version": 1, "sources": article.typed_sources}
    client.post(f"{article.address}edit/", form)

    assert Source.objects.get().number == 2
    page = client.get(article.get_absolute_url()).content.decode()
    assert f'href="{posts[0].get_absolute_url()}">Question 1, post 2</a>' in page
    shown = client.get(f"/api/v1/articles/{article.pk}/").json()["sources"]
    assert shown == [
        {
            "topic": posts[0].topic_id,
            "number": 2,
            "url": posts[0].get_absolute_url(),
            "title": "Question 1",
        }
    ]


def test_the_licence_of_an_imported_post_comes_along(community, member, posts):
    attribution = {
        "site": "Elsewhere", "url": "https://elsewhere.example/1", "author": "Rosa",
        "author_url": "", "licence": "CC BY-SA 4.0", "licence_url": "",
    }  # fmt: skip
    Post.objects.filter(pk=posts[0].pk).update(attribution=attribution)
    for post in posts:
        pick("web", signed_in(member), post)

    make("web", signed_in(member))

    sources = Article.objects.get().sources.seen_by(member).for_display()
    assert attributions_in(list(sources)) == [attribution]


@pytest.mark.parametrize("surface", SURFACES)
def test_what_is_picked_stays_picked_once_until_it_is_taken_out(surface, community, member, posts):
    client = signed_in(member)
    pick(surface, client, posts[0])
    assert pick(surface, client, posts[0]) in (302, 200)
    assert tray(member, community) == [posts[0]]
    page = client.get(posts[0].topic.get_absolute_url()).content.decode()
    assert "In your tray" in page

    pick(surface, client, posts[0], out=True)
    assert tray(member, community) == []


def test_the_order_is_one_s_own(community, member, posts):
    client = signed_in(member)
    third = add_post(posts[0].topic)
    for post in (*posts, third):
        pick("web", client, post)
    ids = {p.post_id: p.pk for p in Pick.objects.all()}

    client.post(f"/c/open/tray/{ids[third.pk]}/")
    assert tray(member, community) == [posts[0], third, posts[1]]
    client.post(f"/c/open/tray/{ids[posts[0].pk]}/", {"down": "1"})
    assert tray(member, community) == [third, posts[0], posts[1]]
    client.post(f"/c/open/tray/{ids[third.pk]}/")
    assert tray(member, community) == [third, posts[0], posts[1]]

    order = {"order": [ids[posts[1].pk], 10**9]}
    got = client.put("/api/v1/communities/open/tray/", order, content_type="application/json")
    assert [one["id"] for one in got.json()] == [
        ids[posts[1].pk],
        ids[third.pk],
        ids[posts[0].pk],
    ]


@pytest.mark.django_db(transaction=True)
def test_two_who_arrange_at_once_leave_one_order():
    community = CommunityFactory(slug="open")
    member = join(community)
    topic = start_topic(space=first_space(community))
    ids = [Pick.objects.pick(add_post(topic), by=member).pk for _ in range(4)]

    said = race(
        partial(Pick.objects.arrange, community, ids[::-1], by=member),
        partial(Pick.objects.arrange, community, ids, by=member),
    )

    assert said == [None, None]
    assert sorted(Pick.objects.values_list("position", flat=True)) == [1, 2, 3, 4]
    assert list(Pick.objects.order_by("position").values_list("pk", flat=True)) in (ids, ids[::-1])


@pytest.fixture
def narrow(community, member) -> Post:
    """A post that only members may read."""
    room = Space.objects.open(community, name="Room", visibility="members")
    return add_post(start_topic(space=room, title=f"A {CANARY}?"), source=f"The {CANARY}.")


@pytest.mark.parametrize("surface", SURFACES)
def test_what_only_some_may_read_goes_into_no_wider_article(
    surface, community, member, posts, narrow
):
    client = signed_in(member)
    for post in (posts[0], narrow):
        pick(surface, client, post)

    refused = make(surface, client)

    assert refused.status_code == 409
    assert "“Room”" in refused.content.decode()
    assert not Article.objects.exists()
    assert tray(member, community) == [posts[0], narrow]
    if surface == "web":
        assert f'value="{TITLE}"' in refused.content.decode()
    assert make(surface, client, space="room").status_code in (201, 302)
    assert CANARY in Article.objects.get().practice


def test_one_s_tray_holds_nothing_that_one_may_not_read_any_more(community, member, narrow):
    client = signed_in(member)
    pick("web", client, narrow)
    space = narrow.topic.space
    space.edit(name="Room", description="", visibility="group")

    assert CANARY not in client.get("/c/open/tray/").content.decode()
    assert client.get("/api/v1/communities/open/tray/").json() == []
    assert make("web", client).status_code == 409
    assert not Article.objects.exists()


def test_who_may_read_a_space_reads_what_is_as_open_or_more():
    public, private = CommunityFactory(), CommunityFactory(visibility="private")
    rooms = {
        (c.visibility, v): Space.objects.open(c, name=v, visibility=v)
        for c in (public, private)
        for v in ("community", "members", "group")
    }

    def fits(community: str) -> dict[str, list[str]]:
        kinds = ("community", "members", "group")
        mine = {kind: rooms[community, kind] for kind in kinds}
        return {
            place: [kind for kind in kinds if is_read_by_all_in(mine[place], mine[kind])]
            for place in kinds
        }

    assert fits("public") == {
        "community": ["community"],
        "members": ["community", "members"],
        "group": ["community", "members", "group"],
    }
    assert fits("private") == {
        "community": ["community", "members"],
        "members": ["community", "members"],
        "group": ["community", "members", "group"],
    }
    other = Space.objects.open(public, name="Other", visibility="group")
    assert not is_read_by_all_in(rooms["public", "group"], other)


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize(("who", "status"), [("visitor", (302, 401)), ("outsider", (403, 403))])
def test_who_does_not_belong_collects_nothing(surface, who, status, community, posts):
    client = signed_in(join(CommunityFactory()) if who == "outsider" else None)
    expected = status[SURFACES.index(surface)]

    assert pick(surface, client, posts[0]) == expected
    assert make(surface, client).status_code == expected
    assert not Pick.objects.exists()


def test_nobody_sees_or_moves_what_is_in_another_s_tray(community, member, posts):
    mine = [Pick.objects.pick(post, by=member).pk for post in posts]
    other = signed_in(join(community, role=Role.OWNER))

    assert "Question 1" not in other.get("/c/open/tray/").content.decode()
    other.post(f"/c/open/tray/{mine[1]}/")
    order = {"order": mine[::-1]}
    other.put("/api/v1/communities/open/tray/", order, content_type="application/json")

    assert tray(member, community) == posts


def test_a_tray_has_room_for_what_an_article_can_name(community, member, posts, monkeypatch):
    monkeypatch.setattr(picking, "MOST_PICKS", 1)
    Pick.objects.pick(posts[0], by=member)

    with pytest.raises(TrayIsFull):
        Pick.objects.pick(posts[1], by=member)
    Pick.objects.pick(posts[0], by=member)


def test_what_is_too_long_for_an_article_is_refused(community, member, posts):
    Post.objects.filter(pk=posts[0].pk).update(source="x" * 64_000)
    Pick.objects.pick(posts[0], by=member)
    picks = list(Pick.objects.for_display())
    elsewhere = first_space(CommunityFactory())

    with pytest.raises(TooMuchPicked):
        harvest(picks, first_space(community), title=TITLE, by=member)
    with pytest.raises(NarrowerPosts):
        harvest(picks, elsewhere, title=TITLE, by=member)


def test_an_empty_tray_says_what_it_is_for(community, member):
    html = signed_in(member).get("/c/open/tray/").content.decode()

    assert "Your tray is empty" in html
    assert "press Collect" in html
    assert make("web", signed_in(member)).status_code == 409


@pytest.mark.parametrize("count", [1, 3])
def test_a_tray_asks_as_little_for_many_as_for_one(
    community, member, django_assert_num_queries, count
):
    for n in range(count):
        topic = start_topic(space=first_space(community), title=f"No {n}")
        Pick.objects.pick(add_post(topic), by=member)
    client = signed_in(member)
    client.get("/c/open/tray/")

    with django_assert_num_queries(6):
        client.get("/c/open/tray/")
