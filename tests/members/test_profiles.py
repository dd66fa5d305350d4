"""What somebody says of themselves, by page and API, and who reads it."""

from datetime import timedelta
from threading import Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.utils import translation

from accounts.models import Block, User
from members.models import Connection
from members.profiles.clocks import _beside
from members.profiles.fields import FIELDS
from members.profiles.languages import code_of, like
from members.profiles.levels import Level
from members.profiles.models import Facet, Passage, Profile
from members.profiles.validators import validate_link
from search.models import Document
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.members.connecting import connect
from tests.members.saying import FINDING, SAID, WORDS, tell

pytestmark = pytest.mark.django_db

PHOTO = f"/photos/{SAID['photo']}/large/"
READS = {
    "visitor": {Level.EVERYONE},
    "stranger": {Level.EVERYONE, Level.SIGNED_IN},
    "operator": {Level.EVERYONE, Level.SIGNED_IN},
    "who left": {Level.EVERYONE, Level.SIGNED_IN},
    "fellow": {Level.EVERYONE, Level.SIGNED_IN, Level.COMMUNITIES},
    "connection": set(Level) - {Level.ME},
    "was connected": {Level.EVERYONE, Level.SIGNED_IN},
    "asks to connect": {Level.EVERYONE, Level.SIGNED_IN},
    "oneself": set(Level),
    "blocked": set(),
    "blocking": set(),
}


def client_of(user: User | None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


@pytest.fixture
def ada() -> User:
    return UserFactory(name="Ada King", handle="ada", timezone="Pacific/Marquesas")


def test_who_reads_which_field(ada, relay):
    community = CommunityFactory()
    join(community, ada)
    left, blocked, blocking = join(community), join(community), join(community)
    near, parted, asks = UserFactory.create_batch(3)
    for one in (near, parted, blocked):
        connect(one, ada)
    Connection.objects.between(parted, ada).end(by=parted)
    Connection.objects.ask(ada, by=asks)
    community.memberships.get(user=left).leave()
    Block.objects.create(blocker=ada, blocked=blocked)
    Block.objects.create(blocker=blocking, blocked=ada)
    viewers = {
        "visitor": client_of(None),
        "stranger": client_of(UserFactory()),
        "operator": client_of(UserFactory(is_staff=True, is_superuser=True)),
        "who left": client_of(left),
        "fellow": client_of(join(community)),
        "connection": client_of(near),
        "was connected": client_of(parted),
        "asks to connect": client_of(asks),
        "oneself": client_of(ada),
        "blocked": client_of(blocked),
        "blocking": client_of(blocking),
    }
    empty = viewers["visitor"].get("/api/v1/people/ada/").json()["profile"]
    assert set(empty) - {"about_html"} == set(FIELDS)
    assert not any(empty.values())

    for level in Level:
        tell(ada, level)
        for who, client in viewers.items():
            page, answer = client.get("/p/ada/"), client.get("/api/v1/people/ada/")

            if who in ("blocked", "blocking"):
                assert (page.status_code, answer.status_code) == (404, 404), who
            expected = set(WORDS) if level in READS[who] else set()
            assert {name for name in WORDS if WORDS[name] in page.text} == expected, (who, level)
            read = answer.json().get("profile", {})
            assert {name for name in FIELDS if read.get(name)} == expected, (who, level)
            if expected:
                assert {name: read[name] for name in SAID} == SAID | {"photo": PHOTO}
        relay()
        found = Document.objects.get(kind="person", object_id=ada.pk).body.lower()
        expected = set(FINDING) if level == Level.EVERYONE else set()
        assert {name for name in FINDING if FINDING[name] in found} == expected, level


def test_where_only_members_find_somebody_they_find_what_is_for_members(ada, relay):
    closed = CommunityFactory(visibility="private")
    join(closed, ada)

    for level, is_found in zip(Level, [True, True, True, False, False], strict=True):
        tell(ada, level)
        relay()
        found = Document.objects.get(kind="person", object_id=ada.pk)
        assert ("zqabout" in found.body) == is_found, level
        assert "public" not in found.audience

    tell(ada, Level.COMMUNITIES)
    join(CommunityFactory(), ada)
    relay()
    found = Document.objects.get(kind="person", object_id=ada.pk)
    assert "public" in found.audience
    assert "zqabout" not in found.body


def test_one_writes_it_on_a_page_and_sees_it_as_others_do(client, ada):
    client.force_login(ada)
    typed = {
        "about": "I *reckon* <script>alert(1)</script>",
        "role": "Analyst",
        "organisation": "",
        "location": "  London ",
        "languages": "English, kiswahili, fr",
        "pronouns": "she/her",
        "ask_about": "engines, weaving ,engines",
        "wants_to_learn": "",
        "open_to": ["mentoring"],
        "links": "My notes https://notes.example.org/a\nhttps://example.org/\n",
    } | {f"level_{name}": "me" if name == "role" else "everyone" for name in FIELDS}

    assert client.post("/settings/about/", typed).url == "/settings/about/"

    profile = Profile.objects.get(user=ada)
    assert profile.languages == ["en", "sw", "fr"]
    assert (profile.location, profile.ask_about) == ("London", ["engines", "weaving"])
    assert profile.links == [
        {"label": "My notes", "url": "https://notes.example.org/a"},
        {"label": "example.org", "url": "https://example.org/"},
    ]
    assert "<em>reckon</em>" in profile.about_html
    assert "<script" not in profile.about_html
    assert set(Facet.objects.values_list("kind", "value", "level")) == {
        ("open_to", "mentoring", "everyone"),
        ("language", "en", "everyone"),
        ("language", "sw", "everyone"),
        ("language", "fr", "everyone"),
        ("location", "london", "everyone"),
        ("local_time", "", "everyone"),
    }
    assert Passage.objects.get(level="me").text == "analyst"
    again = client.get("/settings/about/").text
    assert "English, Swahili, French" in again
    assert "My notes https://notes.example.org/a" in again
    seen = {who: client.get(f"/settings/about/seen/?as={who}").text for who in ("visitor", "me")}
    assert ["Analyst" in seen[who] for who in seen] == [False, True]
    assert 'rel="me nofollow ugc noopener"' in seen["visitor"]


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, ada):
    client.force_login(ada)
    wrong = {
        "about": "Kept as typed",
        "languages": "English, Swahilli",
        "links": "Home javascript:alert(1)",
        "ask_about": ",".join(f"thing {n}" for n in range(13)),
    } | {f"level_{name}": "everyone" for name in FIELDS if name != "about"}

    response = client.post("/settings/about/", wrong)

    assert response.status_code == 422
    assert "Did you mean Swahili?" in response.text
    assert "javascript:alert(1)” is no address" in response.text
    assert "Name 12 at most." in response.text
    assert "Kept as typed" in response.text
    assert not Profile.objects.exists()


def test_a_program_writes_some_of_it(client, ada):
    client.force_login(ada)
    tell(ada, Level.ME)
    path, body = "/api/v1/me/profile/", "application/json"

    changed = client.patch(
        path, {"role": "Analyst", "levels": {"role": "everyone"}}, content_type=body
    ).json()

    assert (changed["role"], changed["location"]) == ("Analyst", "zqlocation")
    assert (changed["levels"]["role"], changed["levels"]["location"]) == ("everyone", "me")
    assert client.get(path).json() == changed
    seen = client.get(path + "seen/", {"seen_as": "visitor"}).json()
    assert (seen["role"], seen["location"]) == ("Analyst", "")
    for wrong in (
        {"languages": ["Swahili"]},
        {"links": [{"label": "x", "url": "javascript:alert(1)"}]},
        {"open_to": ["anything"]},
        {"levels": {"role": "all"}},
        {"levels": {"handle": "me"}},
        {"ask_about": ["x"] * 13},
    ):
        assert client.patch(path, wrong, content_type=body).status_code == 422, wrong
    assert client.get(path).json() == changed
    assert Client().get(path).status_code == 401


@pytest.mark.django_db(transaction=True)
def test_two_programs_that_write_at_once_lose_nothing(ada):
    said = {"role": "Analyst", "location": "London", "organisation": "Engines Ltd"}
    threads = [
        Thread(target=_write, args=(ada, {name: value, "levels": {name: "everyone"}}))
        for name, value in said.items()
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    profile = Profile.objects.get(user=ada)
    assert {name: getattr(profile, name) for name in said} == said
    assert profile.levels == dict.fromkeys(said, "everyone")
    assert Passage.objects.get(user=ada, level="everyone").text.endswith("engines ltd london")


def _write(user: User, said: dict) -> None:
    try:
        Profile.objects.write(by=user, **said)
    finally:
        connection.close()


def test_a_page_tells_its_owner_what_is_lacking(client, ada):
    client.force_login(ada)
    assert "says little of you yet" in client.get("/p/ada/").text
    tell(ada, Level.ME)
    assert "says little of you yet" not in client.get("/p/ada/").text
    assert "says little" not in client_of(UserFactory()).get("/p/ada/").text


def test_who_changes_their_name_is_found_by_it(ada, relay):
    tell(ada, Level.EVERYONE)
    ada.introduce(name="Áda  Byron", handle="byron", headline="Notes")
    relay()

    text = Passage.objects.get(user=ada, level="everyone").text
    assert text.startswith("ada byron byron notes")
    assert "zqabout" in text


@pytest.mark.parametrize(
    ("typed", "code"),
    [("english", "en"), (" Français ", "fr"), ("francais", "fr"), ("sw", "sw"), ("Elvish", None)],
)
def test_a_language_is_known_by_its_names(typed, code):
    assert code_of(typed) == code


def test_a_language_that_was_meant():
    assert like("Germn") == "German"
    with translation.override("de"):
        assert code_of("Deutsch") == "de"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://example.org", "example", ""])
def test_what_is_no_link(address):
    with pytest.raises(ValidationError):
        validate_link(address)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "your time"),
        (60, "1 hour ahead of you"),
        (-330, "5½ hours behind you"),
        (45, "under 1 hour ahead of you"),
    ],
)
def test_a_clock_beside_one_s_own(minutes, said):
    assert _beside(timedelta(minutes=minutes)) == said
