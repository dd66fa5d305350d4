"""Who asks whom, what both see of it, and whom one is suggested: by page and API."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Block, User
from learning.models import Registration, Workshop
from members.connections.errors import AlreadyConnected, NothingToAnswer
from members.connections.models import Connection
from members.profiles.models import Profile
from notifications.models import Follow, Notice
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic
from tests.learning.factories import propose_workshop, register
from tests.members.connecting import connect
from tests.projects.factories import begin_project
from tests.racing import race

pytestmark = pytest.mark.django_db

API = "/api/v1/"
NOTE = "We met in Kampala."


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def ada() -> User:
    return UserFactory(name="Ada King", handle="ada", headline="Analyst")


@pytest.fixture
def bea() -> User:
    return UserFactory(name="Bea Lund", handle="bea")


class Web:
    def __init__(self, user: User) -> None:
        self.client = client_of(user)

    def ask(self, handle: str, note: str = "") -> int:
        return self.client.post(f"/p/{handle}/connection/", {"note": note}).status_code

    def answer(self, handle: str, *, accepted: bool) -> int:
        said = {"answer": "accept" if accepted else "decline"}
        return self.client.post(f"/p/{handle}/connection/answer/", said).status_code

    def end(self, handle: str) -> int:
        return self.client.post(f"/p/{handle}/connection/", {"_method": "delete"}).status_code

    def dismiss(self, handle: str, *, back: bool = False) -> int:
        said = {"_method": "delete"} if back else {}
        return self.client.post(f"/people/suggestions/{handle}/dismissal/", said).status_code


class Programs(Web):
    def _send(self, method: str, path: str, body: Any = None) -> int:
        how = getattr(self.client, method)
        return how(API + path, body or {}, content_type="application/json").status_code

    def ask(self, handle: str, note: str = "") -> int:
        return self._send("put", f"people/{handle}/connection/", {"note": note})

    def answer(self, handle: str, *, accepted: bool) -> int:
        return self._send("put", f"people/{handle}/connection/answer/", {"accepted": accepted})

    def end(self, handle: str) -> int:
        return self._send("delete", f"people/{handle}/connection/")

    def dismiss(self, handle: str, *, back: bool = False) -> int:
        return self._send("delete" if back else "put", f"me/suggestions/{handle}/dismissal/")


@pytest.mark.parametrize("way", [Web, Programs])
def test_two_connect_and_part(ada, bea, way, relay):
    hers, theirs = way(ada), way(bea)

    assert hers.ask("bea", NOTE) in (200, 302)
    assert hers.ask("bea") == 409
    assert hers.ask("ada") == 403
    assert hers.ask("nobody") == 404
    assert hers.answer("bea", accepted=True) == 409
    relay()
    told = Notice.objects.get(user=bea)
    assert (told.actor, told.excerpt, told.url) == (
        ada,
        "We met in Kampala.",
        "/people/connections/",
    )
    assert "We met in Kampala." in theirs.client.get("/people/connections/").text
    assert "We met in Kampala." in theirs.client.get("/p/ada/connection/").text
    asked = theirs.client.get(f"{API}me/connection-requests/").json()["items"]
    assert [(one["person"]["handle"], one["note"]) for one in asked] == [
        ("ada", "We met in Kampala.")
    ]
    assert theirs.client.get(f"{API}people/ada/connection/").json()["between"] == "received"

    assert theirs.answer("ada", accepted=True) in (200, 302)
    assert theirs.answer("ada", accepted=False) == 409
    assert theirs.ask("ada") == 409
    relay()
    assert [one.actor for one in Notice.objects.filter(user=ada)] == [bea]
    for mine, other in ((hers, "bea"), (theirs, "ada")):
        names = mine.client.get(f"{API}me/connections/").json()["items"]
        assert [one["handle"] for one in names] == [other]
        assert f'href="/p/{other}/"' in mine.client.get("/people/connections/").text
        assert "Connected" in mine.client.get(f"/p/{other}/").text

    assert theirs.end("ada") in (204, 302)
    assert theirs.end("ada") == 409
    assert not hers.client.get(f"{API}me/connections/").json()["items"]
    assert hers.ask("bea") == 409  # not for a while
    assert theirs.ask("ada") in (200, 302)
    relay()
    assert Notice.objects.filter(user=ada).count() == 2
    assert Notice.objects.filter(user=bea).count() == 1


@pytest.mark.parametrize("way", [Web, Programs])
def test_who_is_declined_cannot_tell(ada, bea, way, relay):
    """What they see, and what they are answered, is the same as where nobody answered."""
    cleo = UserFactory(handle="cleo")
    mine = way(ada)

    def seen() -> list[Any]:
        both = []
        for handle, name in (("bea", "Bea Lund"), ("cleo", cleo.name)):
            said: list[Any] = []
            page = mine.client.get(f"/p/{handle}/connection/").text
            read = mine.client.get(f"{API}people/{handle}/connection/").json()
            said.append((read["between"], read["note"], read["ask_again"] is None))
            said.append(mine.ask(handle))
            said.append(page.split("<main")[1].split("</main>")[0].count(name))
            listed = mine.client.get(f"{API}me/connection-requests/?direction=sent").json()
            said.append(handle in [one["person"]["handle"] for one in listed["items"]])
            said.append(f'href="/p/{handle}/"' in mine.client.get("/people/connections/").text)
            both.append(said)
        return both

    for person in (bea, cleo):
        Connection.objects.ask(person, by=ada, note="Hello")
    relay()
    way(bea).answer("ada", accepted=False)
    relay()
    assert not Notice.objects.filter(user=ada).exists()
    assert not client_of(bea).get(f"{API}me/connection-requests/").json()["items"]
    declined, waiting = seen()
    assert declined == waiting

    for handle in ("bea", "cleo"):
        assert mine.end(handle) in (204, 302)
    declined, waiting = seen()
    assert declined == waiting
    assert mine.ask("bea") == 409  # taken back, and asked anew at once: too soon as well

    long_ago = timezone.now() - timedelta(days=91)
    Connection.objects.update(asked_at=long_ago)
    assert mine.ask("bea") in (200, 302)
    relay()
    assert Notice.objects.filter(user=bea).count() == 2


def test_whoever_asks_whom_they_declined_is_connected(ada, bea):
    found = Connection.objects.ask(bea, by=ada)
    found.decline(by=bea)
    with pytest.raises(NothingToAnswer):
        found.accept(by=bea)

    assert Connection.objects.ask(ada, by=bea).state == "connected"
    with pytest.raises(AlreadyConnected):
        Connection.objects.ask(bea, by=ada)


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_each_other_at_once_are_connected_once(ada, bea):
    race(
        lambda: Connection.objects.ask(bea, by=ada),
        lambda: Connection.objects.ask(ada, by=bea),
    )

    assert [one.state for one in Connection.objects.all()] == ["connected"]


@pytest.mark.django_db(transaction=True)
def test_accepted_and_taken_back_at_once_is_one_of_them(ada, bea):
    Connection.objects.ask(bea, by=ada)
    mine, theirs = Connection.objects.get(), Connection.objects.get()

    came = race(lambda: theirs.accept(by=bea), lambda: mine.end(by=ada))

    assert Connection.objects.get().state in ("ended", "withdrawn")
    assert sum(isinstance(one, Exception) for one in came) <= 1


def test_a_newcomer_cannot_ask_everybody(settings, ada):
    settings.RATE_LIMITS = True
    ada.date_joined = timezone.now()
    ada.save()
    people = UserFactory.create_batch(9)
    mine = Web(ada)

    assert [mine.ask(one.handle) for one in people] == [302] * 8 + [429]


def test_what_is_too_long_is_said_and_kept(ada, bea):
    page = client_of(ada).post("/p/bea/connection/", {"note": "zqnote " * 50})

    assert page.status_code == 422
    assert "zqnote zqnote" in page.text


def test_lists_ask_the_same_for_one_as_for_three(ada):
    client = client_of(ada)

    def arrange(n: int) -> None:
        for _one in range(n):
            connect(ada, UserFactory())
            Connection.objects.ask(ada, by=UserFactory())
            Connection.objects.ask(UserFactory(), by=ada)
            Profile.objects.write(by=UserFactory(), ask_about=["rubrics"])

    Profile.objects.write(by=ada, wants_to_learn=["rubrics"])
    counts = []
    for n in (1, 2):
        arrange(n)
        asked = []
        for path in (
            "/people/connections/",
            f"{API}me/connections/",
            f"{API}me/connection-requests/",
            f"{API}me/suggestions/",
        ):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path).status_code == 200
            asked.append(len(queries))
        counts.append(asked)

    assert counts == [[16, 3, 3, 12]] * 2


def test_whom_both_know(ada, bea):
    both, hers, parted, blocked = UserFactory.create_batch(4)
    for one in (both, parted, blocked):
        connect(ada, one)
        connect(bea, one)
    connect(ada, hers)
    Connection.objects.between(ada, parted).end(by=parted)
    Block.objects.create(blocker=blocked, blocked=ada)

    found = client_of(ada).get(f"{API}people/bea/mutual-connections/").json()["items"]

    assert [one["handle"] for one in found] == [both.handle]
    page = client_of(ada).get("/p/bea/").text
    assert [one.handle in page for one in (both, hers, parted, blocked)] == [
        True,
        False,
        False,
        False,
    ]


def test_who_is_blocked_is_nowhere(ada, bea):
    """Whichever of the two blocks: in no list, at no address, and at no level."""
    community = CommunityFactory()
    join(community, ada), join(community, bea)
    Profile.objects.write(by=ada, wants_to_learn=["rubrics"])
    said = {"ask_about": ["rubrics"], "role": "zqrole", "levels": {"role": "connections"}}
    Profile.objects.write(by=bea, **said)
    mine = client_of(ada)
    reads = [
        "/people/connections/",
        f"{API}me/connections/",
        f"{API}me/connection-requests/",
        f"{API}me/connection-requests/?direction=sent",
        f"{API}me/suggestions/",
    ]

    def found() -> list[bool]:
        return ["bea" in mine.get(path).text for path in reads]

    assert found() == [True, False, False, False, True]
    states = [(Connection.objects.ask(bea, by=ada), [True, False, False, True, False])]
    for _made, expected in states:
        assert found() == expected
    for change, expected in (
        (lambda: Connection.objects.get().accept(by=bea), [True, True, False, False, False]),
        (
            lambda: Connection.objects.update(state="waiting", asker=bea, asked=ada),
            [True, False, True, False, False],
        ),
        (lambda: Connection.objects.all().delete(), [True, False, False, False, True]),
    ):
        change()
        assert found() == expected
        for blocker, blocked in ((ada, bea), (bea, ada)):
            block = Block.objects.create(blocker=blocker, blocked=blocked)
            assert found() == [False] * 5
            for path in (
                "/p/bea/",
                "/p/bea/connection/",
                f"{API}people/bea/connection/",
                f"{API}people/bea/mutual-connections/",
                f"{API}follows/person:{bea.pk}/",
            ):
                assert mine.get(path).status_code in (404, 405), path
            assert Web(ada).ask("bea") == Programs(ada).ask("bea") == 404
            assert Web(ada).answer("bea", accepted=True) == 404
            assert Programs(ada).end("bea") == 404
            assert Web(ada).dismiss("bea") == Programs(ada).dismiss("bea") == 404
            block.delete()
    connect(ada, bea)
    assert "zqrole" in mine.get("/p/bea/").text


def test_suggestions_say_why_and_are_dismissed_for_good(ada, bea):
    community = CommunityFactory()
    closed = CommunityFactory(visibility="private")
    people = {
        name: join(community, UserFactory(name=name, handle=name))
        for name in (
            "wrote",
            "replied",
            "teaches",
            "hides",
            "attended",
            "unshown",
            "works",
            "elsewhere",
            "gone",
        )
    }
    join(community, ada)
    elsewhere = join(closed, people["elsewhere"])
    membership = join(closed, ada)
    topic = start_topic(space=first_space(community), by=people["wrote"], title="Which rubric?")
    mine = add_post(topic, by=ada)
    add_post(topic, by=people["replied"], parent=mine)
    secret = start_topic(space=first_space(closed), by=elsewhere, title="Of the closed room")
    add_post(secret, by=membership)
    closed.memberships.get(user=ada).leave()
    Profile.objects.write(by=ada, wants_to_learn=["Rubrics"], ask_about=["registers"])
    for name, level in (("teaches", "signed_in"), ("hides", "me"), ("gone", "signed_in")):
        Profile.objects.write(by=people[name], ask_about=["rubrics"], levels={"ask_about": level})
    Profile.objects.write(by=people["works"], wants_to_learn=["registers"])
    User.objects.filter(pk=people["gone"].pk).update(is_active=False)
    workshop = propose_workshop(community=community, by=people["wrote"], title="The clinic")
    workshop.release(by=people["wrote"])
    for one in (ada, people["attended"], people["unshown"]):
        register(workshop, one)
    came = Registration.objects.filter(workshop=workshop)
    came.update(state="attended", shows_name=True)
    came.filter(user=people["unshown"]).update(shows_name=False)
    project = begin_project(community=community, by=people["works"], title="The box")
    project.take_in(ada)

    def why() -> dict[str, list[str]]:
        found = client_of(ada).get(f"{API}me/suggestions/").json()
        return {one["person"]["handle"]: one["reasons"] for one in found}

    expected = {
        "wrote": ["You replied to them once.", "You both wrote in “Which rubric?”."],
        "replied": ["They replied to you once.", "You both wrote in “Which rubric?”."],
        "teaches": ["You want to learn “Rubrics”, and they can be asked about it."],
        "attended": ["You were both at “The clinic”."],
        "works": [
            "They want to learn “registers”, which you can be asked about.",
            "You are both in the project “The box”.",
        ],
    }
    assert {name: sorted(found) for name, found in why().items()} == {
        name: sorted(found) for name, found in expected.items()
    }
    Workshop.objects.update(names_for="nobody")
    assert "attended" not in why()
    assert "The box" in client_of(ada).get("/people/connections/").text

    for way, name in ((Web, "wrote"), (Programs, "replied")):
        assert way(ada).dismiss(name) in (204, 302)
        assert name not in why()
        assert way(ada).dismiss(name, back=True) in (204, 302)
        assert name in why()
        way(ada).dismiss(name)
    undo = client_of(ada).post(
        "/people/suggestions/works/dismissal/", headers={"hx-request": "true"}
    )
    assert "Undo" in undo.text
    assert set(why()) == {"teaches"}
    assert Connection.objects.ask(people["teaches"], by=ada).pk
    assert not why()


def test_followers_of_a_person_are_told_of_what_they_write(ada, bea, relay):
    community, closed = CommunityFactory(), CommunityFactory(visibility="private")
    join(community, ada), join(closed, ada), join(community, bea)
    cleo, outside, blocking = join(community), UserFactory(), join(community)
    for one, level in (
        (bea, "watching"),
        (cleo, "first_post"),
        (outside, "watching"),
        (blocking, "watching"),
    ):
        path = f"/api/v1/follows/person:{ada.pk}/"
        said = client_of(one).put(path, {"level": level}, content_type="application/json")
        assert said.status_code == 200
    Block.objects.create(blocker=blocking, blocked=ada)
    Notice.objects.all().delete()

    def told() -> set[tuple[int, str]]:
        relay()
        notices = Notice.objects.filter(title__in=("Open", "Closed"))
        found = set(notices.values_list("user", "title"))
        Notice.objects.all().delete()
        return found

    topic = start_topic(space=first_space(community), by=ada, title="Open")
    start_topic(space=first_space(closed), by=ada, title="Closed")
    assert told() == {(bea.pk, "Open"), (cleo.pk, "Open")}
    add_post(topic, by=ada)
    assert told() == {(bea.pk, "Open")}
    Follow.objects.choose(topic.target, "muted", by=bea)
    add_post(topic, by=ada)
    assert told() == set()
    page = client_of(bea).get("/p/ada/").text
    assert f"/follow/person:{ada.pk}/" in page or f"person:{ada.pk}" in page
    assert f"person:{bea.pk}" not in page
