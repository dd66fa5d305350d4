"""Who blocks somebody is hidden from them, and they from them; nobody is told."""

import pytest
from django.test import Client

from accounts.models import Block, User
from members.blocks.blocking import block
from members.connections.errors import NothingToAnswer, NotThere
from members.models import Connection
from notifications.models import Follow, Notice
from tests.accounts.factories import UserFactory
from tests.members.connecting import connect
from tests.racing import queue_for

pytestmark = pytest.mark.django_db

API = "/api/v1/"


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def ada() -> User:
    return UserFactory(name="Ada", handle="ada")


@pytest.fixture
def bea() -> User:
    return UserFactory(name="Bea", handle="bea")


def by_page(client: Client, handle: str, *, lifts: bool = False) -> int:
    data = {"_method": "delete"} if lifts else {}
    return client.post(f"/p/{handle}/block/", data).status_code


def by_program(client: Client, handle: str, *, lifts: bool = False) -> int:
    act = client.delete if lifts else client.put
    return act(f"{API}people/{handle}/block/").status_code


@pytest.mark.parametrize(("act", "done"), [(by_page, 302), (by_program, 204)])
def test_a_block_hides_ends_and_is_lifted_and_nobody_is_told(ada, bea, relay, act, done):
    mine, theirs = client_of(ada), client_of(bea)
    connect(ada, bea)
    Follow.objects.choose(f"person:{bea.pk}", "watching", by=ada)
    Follow.objects.choose(f"person:{ada.pk}", "watching", by=bea)
    relay()
    told = Notice.objects.count()

    assert [act(mine, "bea"), act(mine, "bea")] == [done, done]

    assert Block.objects.get().blocked == bea
    assert Connection.objects.get().state == "ended"
    assert not Follow.objects.filter(target__startswith="person:").exists()
    assert [mine.get("/p/bea/").status_code, theirs.get("/p/ada/").status_code] == [404, 404]
    assert [act(theirs, "ada"), act(theirs, "ada", lifts=True)] == [404, 404]
    assert "Bea" in mine.get("/settings/blocked/").text
    assert "Ada" not in theirs.get("/settings/blocked/").text.split("<main", 1)[1]
    listed = mine.get(f"{API}me/blocks/").json()
    assert [one["handle"] for one in listed["items"]] == ["bea"]
    assert "You block Bea" in mine.get("/p/bea/block/").text

    assert act(mine, "bea", lifts=True) == done
    relay()
    assert not Block.objects.exists()
    assert mine.get("/p/bea/").status_code == 200
    assert Connection.objects.get().state == "ended"
    assert Notice.objects.count() == told


def test_nobody_blocks_themselves_and_visitors_nobody(client, ada, bea):
    mine = client_of(ada)

    assert [by_page(mine, "ada"), by_program(mine, "ada")] == [403, 403]
    assert [by_page(client, "bea"), by_program(client, "bea")] == [302, 401]
    assert not Block.objects.exists()
    assert "Block Bea" in mine.get("/p/bea/").text
    assert "Block Ada" not in mine.get("/p/ada/").text
    assert "Block Bea" not in client.get("/p/bea/").text
    assert "What either writes" in mine.get("/p/bea/block/").text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_many(ada, rows, django_assert_num_queries):
    mine = client_of(ada)
    for one in UserFactory.create_batch(rows):
        block(one, by=ada)
    mine.get("/settings/blocked/")

    with django_assert_num_queries(5):
        assert mine.get("/settings/blocked/").text.count("Block no more") >= rows
    with django_assert_num_queries(3):
        assert len(mine.get(f"{API}me/blocks/").json()["items"]) == rows


@pytest.mark.django_db(transaction=True)
def test_what_is_asked_or_accepted_while_one_blocks_comes_to_nothing(ada, bea):
    Connection.objects.ask(bea, by=ada)
    waiting = Connection.objects.get()
    carl = UserFactory()
    pair = User.objects.filter(pk=ada.pk)

    came = queue_for(
        pair,
        lambda: block(bea, by=ada),
        lambda: waiting.accept(by=bea),
        lambda: block(carl, by=ada),
        lambda: Connection.objects.ask(ada, by=carl),
    )

    assert [type(one) for one in came] == [type(None), NothingToAnswer, type(None), NotThere]
    assert [one.state for one in Connection.objects.all()] == ["ended"]
