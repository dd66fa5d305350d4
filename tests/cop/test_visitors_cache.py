"""What is kept for visitors is what they would get anew, and nothing that is not for them."""

import time
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import partial
from typing import Any

import pytest
import redis
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory

from accounts.models import User
from communities.models import Community, Membership, Role, Space
from communities.models.community import Visibility
from communities.models.space import SpaceVisibility
from core.uploads.keeping import remove
from core.visitors import middleware
from core.visitors.middleware import VisitorsMiddleware
from core.visitors.pages import PAGES
from discussions.models import Acceptance, Closure, Post, Reaction, Topic, Vote
from discussions.moving import move
from projects.models import Visibility as Reading
from tests import sweeping
from tests.communities.factories import CommunityFactory, SpaceFactory, join
from tests.core.uploads.factories import keep_picture
from tests.discussions.factories import add_post, first_space, start_topic
from tests.knowledge.factories import publish_article
from tests.projects.factories import begin_project, post_update, said
from tests.undoing import undone
from tests.visiting import forget, pages_of, seen, source, stale_after, visit

pytestmark = pytest.mark.django_db


class World:
    """A public community with a question that has been answered, one that has not, and more."""

    def __init__(self) -> None:
        self.community = CommunityFactory(name="Surveyors", tagline="We measure.")
        self.owner = join(self.community, role=Role.OWNER)
        self.member = join(self.community)
        self.topic = start_topic(space=first_space(self.community), by=self.member, tags=["one"])
        self.answer = add_post(self.topic, source="Ask the late joiners.")
        self.reply = add_post(self.topic, parent=self.answer)
        self.other = start_topic(
            space=SpaceFactory(community=self.community), by=self.member, title="Another question"
        )
        self.story = start_topic(
            space=self.topic.space, by=self.member, kind="story", title="What we learned"
        )
        publish_article(space=self.topic.space, by=self.member)
        self.project = begin_project(
            community=self.community, by=self.member, visibility=Reading.PUBLIC
        )
        self.update = post_update(self.project)
        self.pages = pages_of(self.community, self.topic, self.other, self.story)
        self.pages.append(f"/feeds/{self.community.slug}/projects/{self.project.pk}/")

    def edit_charter(self, **charter: str) -> None:
        self.community.refresh_from_db()
        self.community.edit(by=self.owner, version=self.community.version, **charter)

    def edit_topic(self) -> None:
        self.topic.edit(by=self.member, version=1, title="Said better", source="So.", tags=["two"])

    def show_picture(self) -> None:
        self.picture = keep_picture(by=self.member)
        self.pictured = add_post(self.topic, by=self.member, source=f"![]({self.picture.address})")

    def lose_picture(self) -> None:
        remove(self.picture)
        self.pictured.render_anew()

    def edit_project(self, **changes: str) -> None:
        project = self.project
        now = said(title=project.title, visibility=Reading.PUBLIC, is_open=True)
        project.edit(by=self.member, version=project.version, **now | changes)

    def repeat(self, **kwargs: Any) -> Topic:
        again = start_topic(
            space=self.topic.space, by=self.member, title="Asked once more", **kwargs
        )
        said = {"reason": "duplicate", "duplicate_of": self.topic}
        Closure.objects.close(again, by=self.owner, **said)
        return again

    def hide(self) -> Space:
        return Space.objects.open(self.community, name="Hide", visibility=SpaceVisibility.GROUP)

    def edit_space(self, **changes: str) -> None:
        space = self.topic.space
        now = {"name": space.name, "description": "", "visibility": space.visibility}
        space.edit(**now | changes)


@pytest.fixture(scope="module")
def _world(django_db_setup: None, valkey: Any, django_db_blocker: Any) -> Iterator[World]:
    """Built once for the module; what is done in it is undone."""
    with django_db_blocker.unblock(), undone():
        yield World()


@pytest.fixture
def world(_world: World, db: None) -> World:
    """A copy: what an act does to the rows at hand is not undone."""
    return deepcopy(_world)


def accept(world: World) -> None:
    Acceptance.objects.accept(world.answer, by=world.member)


def react(world: World, post: Post, word: str) -> None:
    Reaction.objects.leave(post, word, by=world.owner, why="In one clinic.")


def close(world: World) -> None:
    Closure.objects.close(world.topic, by=world.owner, reason="done", note="Enough.")


def give_role(world: World) -> None:
    Membership.objects.get(user=world.member).give_role(Role.FACILITATOR, by=world.owner)


ACTS = {
    "answer": lambda w: add_post(w.topic, by=w.member, source="Another answer."),
    "reply": lambda w: add_post(w.topic, by=w.member, parent=w.answer),
    "edit a post": lambda w: w.answer.edit("Better.", by=w.answer.author, version=1),
    "edit the topic": lambda w: w.edit_topic(),
    "find an answer useful": lambda w: Vote.objects.cast(w.answer, by=w.member),
    "find the question useful": lambda w: Vote.objects.cast(w.topic.opening, by=w.owner),
    "say that an answer works": lambda w: react(w, w.answer, "worked"),
    "warn of an answer": lambda w: react(w, w.answer, "unsafe"),
    "apply a story": lambda w: react(w, w.story.opening, "worked"),
    "accept": accept,
    "close": close,
    "delete a post": lambda w: w.answer.delete_softly(by=w.owner),
    "delete a reply": lambda w: w.reply.delete_softly(by=w.owner),
    "delete the topic": lambda w: w.topic.delete_softly(by=w.owner),
    "pin": lambda w: w.topic.pin(),
    "close another for it": lambda w: w.repeat(),
    "move": lambda w: move(w.topic, Space.objects.open(w.community, name="Attic"), by=w.owner),
    "move out of sight": lambda w: move(w.topic, w.hide(), by=w.owner),
    "convert": lambda w: w.topic.convert("discussion", by=w.owner),
    "convert what is accepted": lambda w: (accept(w), w.topic.convert("story", by=w.owner)),
    "start a topic": lambda w: start_topic(space=w.topic.space, by=w.member, title="A third"),
    "rename the community": lambda w: w.edit_charter(name="Surveyors and friends"),
    "dye the community": lambda w: w.edit_charter(dye="madder"),
    "say what it is about": lambda w: w.edit_charter(domain="Measuring *well*."),
    "make it private": lambda w: w.edit_charter(visibility=Visibility.PRIVATE),
    "make it secret": lambda w: w.edit_charter(visibility=Visibility.SECRET),
    "rename the space": lambda w: w.edit_space(name="Elsewhere"),
    "keep the space to members": lambda w: w.edit_space(visibility=SpaceVisibility.MEMBERS),
    "keep the space to a few": lambda w: w.edit_space(visibility=SpaceVisibility.GROUP),
    "open a space": lambda w: Space.objects.open(w.community, name="Annexe"),
    "appoint a facilitator": give_role,
    "join": lambda w: join(w.community),
    "leave": lambda w: Membership.objects.get(user=w.member).leave(),
    "post an update": lambda w: post_update(w.project, text="Two more."),
    "edit an update": lambda w: w.update.edit("Ten knew.", by=w.member, version=1),
    "take an update back": lambda w: w.update.remove(),
    "rename the project": lambda w: w.edit_project(title="Another sheet"),
    "keep the project to members": lambda w: w.edit_project(visibility=Reading.COMMUNITY),
    "keep the project to its people": lambda w: w.edit_project(visibility=Reading.MEMBERS),
    "found another": lambda w: Community.objects.found(by=w.member, name="Second", slug="second"),
}
BACK = {
    "withdraw useful": (
        lambda w: Vote.objects.cast(w.answer, by=w.member),
        lambda w: Vote.objects.withdraw(w.answer, by=w.member),
    ),
    "take a reaction back": (
        lambda w: react(w, w.story.opening, "worked"),
        lambda w: Reaction.objects.get().withdraw(),
    ),
    "withdraw acceptance": (accept, lambda w: Acceptance.objects.withdraw(w.topic)),
    "accept another": (
        accept,
        lambda w: Acceptance.objects.accept(add_post(w.topic, by=w.owner), by=w.member),
    ),
    "reopen": (close, lambda w: Closure.objects.reopen(w.topic, by=w.owner)),
    "restore": (
        lambda w: w.answer.delete_softly(by=w.owner),
        lambda w: Post.objects.get(pk=w.answer.pk).restore(by=w.owner),
    ),
    "move what repeats it out of sight": (
        lambda w: w.repeat(),
        lambda w: move(Topic.objects.get(title="Asked once more"), w.hide(), by=w.owner),
    ),
    "restore the topic": (
        lambda w: w.topic.delete_softly(by=w.owner),
        lambda w: Topic.objects.get(pk=w.topic.pk).restore(),
    ),
    "lose a picture": (lambda w: w.show_picture(), lambda w: w.lose_picture()),
    "unpin": (lambda w: w.topic.pin(), lambda w: w.topic.unpin()),
    "delete an answer that was accepted": (accept, lambda w: w.answer.delete_softly(by=w.owner)),
    "open it again": (
        lambda w: w.edit_charter(visibility=Visibility.PRIVATE),
        lambda w: w.edit_charter(visibility=Visibility.PUBLIC),
    ),
}
# Only the list sorted by what is useful counts votes late, for a minute at most.


@pytest.mark.parametrize("act", ACTS)
def test_after_each_act_visitors_get_what_they_would_get_anew(world, act):
    assert stale_after(partial(ACTS[act], world), world.pages) == []


@pytest.mark.parametrize("act", BACK)
def test_what_was_done_and_undone_is_not_shown_as_it_was_in_between(world, act):
    first, second = BACK[act]
    first(world)

    assert stale_after(partial(second, world), world.pages) == []


def test_what_visitors_get_is_what_they_would_get_anew(world):
    made = seen(world.pages)

    assert {source(visit(address)) for address in world.pages} == {"kept"}
    assert seen(world.pages) == made


def test_every_page_that_is_declared_is_tried(world):
    tried = {visit(address).resolver_match.view_name for address in world.pages}

    assert tried == set(PAGES)


def test_a_page_that_is_kept_costs_one_query(world, django_assert_num_queries):
    for address in world.pages:
        visit(address)

        with django_assert_num_queries(1, info=address):
            again = visit(address)

        assert source(again) == "kept", address


def test_the_browser_asks_whether_its_page_is_still_so(world):
    address = world.topic.get_absolute_url()
    for kept in ("made", "kept"):
        etag = visit(address)["ETag"]

        again = visit(address, headers={"If-None-Match": etag})

        assert (again.status_code, again.content, source(again)) == (304, b"", "kept"), kept
    add_post(world.topic)
    assert visit(address, headers={"If-None-Match": etag}).status_code == 200
    assert again["Cache-Control"] == "private, no-cache"
    assert again["Vary"] == "Cookie, HX-Request"


# What is somebody's


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_what_a_member_was_shown_is_not_kept_and_they_get_nothing_that_is(world):
    address = world.topic.get_absolute_url()
    member = as_user(world.member)

    first = member.get(address)
    assert not source(first)
    assert b"csrf" not in visit(address).content
    assert world.member.name.encode() in member.get(address).content
    assert b"csrf" in member.get(address).content


def test_a_stranger_gets_nothing_of_a_private_community_that_its_members_warmed(world):
    world.edit_charter(visibility=Visibility.PRIVATE)
    member = as_user(world.member)
    for address in world.pages:
        member.get(address)

    for address in (world.topic.get_absolute_url(), world.other.get_absolute_url()):
        assert visit(address).status_code == 404
    assert b"late joiners" not in b"".join(body for _, body, _ in seen(world.pages).values())


def test_what_a_space_keeps_to_itself_changes_nothing_that_visitors_get(world):
    """Not even whether a page was kept."""
    space = Space.objects.open(world.community, name="Heron", visibility=SpaceVisibility.MEMBERS)
    hidden = start_topic(space=space, by=world.member, title="Where the heron nests")
    before = seen(world.pages)

    answer = add_post(hidden, by=world.owner, source="A heron in the reeds.")
    Acceptance.objects.accept(answer, by=world.member)
    Vote.objects.cast(answer, by=world.member)
    Closure.objects.close(hidden, by=world.owner, reason="done")
    hidden.pin()
    space.edit(name="Grey heron", description="", visibility=SpaceVisibility.GROUP)

    assert {source(visit(address)) for address in world.pages} == {"kept"}
    forget()
    assert seen(world.pages) == before
    assert b"heron" not in b"".join(body for _, body, _ in before.values()).lower()


def test_secret_is_like_nothing_in_queries_too(world, django_assert_num_queries):
    world.edit_charter(visibility=Visibility.SECRET)
    hidden = f"{world.community.address}t/{world.topic.pk}-{world.topic.slug}/"
    for address in (hidden, "/c/nowhere/t/999999-nothing/"):
        with django_assert_num_queries(3):  # the last: was it merged into another?
            assert visit(address).status_code == 404


# What others would have it keep


HOSTILE = [
    {"X-Forwarded-Host": "evil.example"},
    {"X-Forwarded-For": "203.0.113.9", "Forwarded": "host=evil.example"},
    {"X-Original-URL": "/signin/", "X-HTTP-Method-Override": "DELETE"},
    {"Accept-Language": "xx-evil", "Accept": "application/json"},
    {"Cookie": "csrf=evil; theme=evil; messages=evil; django_language=evil"},
    {"Cookie": "session=evil"},
    {"Authorization": "Bearer evil"},
    {"HX-Request": "true", "HX-Target": "topics-more"},
    {"HX-Request": "true", "HX-Target": "answers-more"},
    {"Range": "bytes=0-1", "If-Match": "evil", "Referer": "https://evil.example/"},
]


def test_nobody_decides_what_others_get(world):
    clean = seen(world.pages)
    for headers in HOSTILE:
        forget()

        for address in world.pages:
            visit(address, headers=headers)

        assert seen(world.pages) == clean, headers


@pytest.mark.parametrize(
    "query",
    ["n=1", "sort=evil", "sort=newest&sort=oldest", "state=mine", "tag=%22%3E", "after=%22", "q=x"],
)
def test_addresses_that_somebody_made_up_are_not_kept(world, query):
    for address in (world.community.address, world.topic.get_absolute_url()):
        assert not source(visit(f"{address}?{query}"))


def test_the_order_of_a_query_makes_no_difference(world):
    visit(f"{world.community.address}?sort=newest&kind=question")

    assert source(visit(f"{world.community.address}?kind=question&sort=newest")) == "kept"


def test_a_host_that_is_none_of_ours_gets_nothing_that_is_kept(world):
    visit(world.community.address)

    assert visit(world.community.address, headers={"Host": "evil.example"}).status_code == 400


def with_cookie() -> HttpResponse:
    response = HttpResponse("made")
    response.set_cookie("somebodys", "own")
    return response


@pytest.mark.parametrize(
    "answer",
    [
        with_cookie,
        lambda: HttpResponse("made", headers={"Cache-Control": "no-store"}),
        lambda: HttpResponse("made", status=404),
        lambda: HttpResponse(status=302, headers={"Location": "/"}),
        lambda: StreamingHttpResponse(["made"]),
    ],
)
def test_only_whole_pages_that_are_nobodys_are_kept(world, answer):
    ask(world.community.address, answer)

    assert ask(world.community.address, lambda: HttpResponse("anew")).content == b"anew"
    assert ask(world.community.address, lambda: HttpResponse("again")).content == b"anew"


def ask(address: str, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    return VisitorsMiddleware(lambda request: answer())(RequestFactory().get(address))


def test_an_act_while_a_page_is_made_leaves_no_page_from_before(world):
    def made_and_then_outdated() -> HttpResponse:
        response = HttpResponse("before")
        add_post(world.topic)
        return response

    ask(world.topic.get_absolute_url(), made_and_then_outdated)

    after = ask(world.topic.get_absolute_url(), lambda: HttpResponse("after"))
    assert after.content == b"after"


def test_another_release_keeps_pages_of_its_own(world, monkeypatch):
    visit(world.community.address)
    monkeypatch.setattr(middleware, "release", lambda: "another")

    assert source(visit(world.community.address)) == "made"


def test_what_no_question_asks_for_is_shown_for_a_minute_at_most(world):
    address = world.topic.get_absolute_url()
    visit(address)
    world.answer.author.introduce(name="Born Again", handle="again", headline="")
    assert b"Born Again" not in visit(address).content

    with redis.Redis.from_url(settings.REDIS_URL) as client:
        lives = [client.ttl(key) for key in client.keys("*visitors:*")]

    assert lives
    assert all(0 < life <= 60 for life in lives)


# Without Redis


@pytest.mark.usefixtures("frozen_valkey")
def test_visitors_read_on_while_redis_hangs(world):
    began = time.monotonic()
    answers = [visit(address) for address in world.pages[:3] for _ in range(2)]

    assert time.monotonic() - began < 5  # six pages, and one time-out of a quarter second
    assert {answer.status_code for answer in answers} == {200}
    assert {source(answer) for answer in answers} == {"made"}


# Every route


def test_no_route_leaves_visitors_what_is_not_so_any_more(settings):
    """Also routes that somebody adds: their verbs have to say what they change."""
    settings.RATE_LIMITS = False
    site = sweeping.build("public")
    topic = Topic.objects.get(pk=site.kwargs["topic"])
    pages = [site.community.address, topic.get_absolute_url()]
    owner = as_user(site.people["owner"])
    acted, stale = set(), []
    for name, address in sweeping.addresses(site):
        if not name.startswith(("api:", "communities:", "discussions:")):
            continue
        for method in set(sweeping.methods(address)) - {"GET"}:
            act = partial(sweeping.ask, owner, method, address)
            if rolled_back(act).status < 400:
                acted.add(name)
                wrong = rolled_back(partial(stale_after, act, pages))
                stale += [f"{method} {name}: {page}" for page in wrong]

    assert stale == []
    assert {"discussions:vote", "discussions:pin", "discussions:delete", "api:vote"} <= acted


def rolled_back(act: Callable[[], Any]) -> Any:
    with transaction.atomic():
        done = act()
        transaction.set_rollback(True)
    forget()
    return done
