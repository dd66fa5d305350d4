"""The digest as facilitators see it: their word in it, how it would be, and what went out."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from accounts.models import Block
from communities.models import DigestNote, JoinRequest, Membership, Role
from discussions.models import Ask, Rung
from notifications.digesting import send_planned
from notifications.models import Delivery, Digest, Follow, Level, Rhythm
from notifications.planning import plan_due
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, SpaceFactory, join
from tests.discussions.factories import first_space, start_topic
from tests.integrations.test_api import Program

pytestmark = pytest.mark.django_db

THURSDAY = datetime(2026, 11, 19, 12, tzinfo=UTC)
MONDAY_AT_EIGHT = datetime(2026, 11, 23, 8, tzinfo=UTC)
CANARY = "Kestrel-7431"
SORTS = ("newcomer", "regular", "expert", "facilitator", "returning")


@pytest.fixture
def clock():
    with time_machine.travel(THURSDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def desk(clock):
    """A community, who looks after it, and somebody who belongs to it."""
    community = CommunityFactory(name="Keepers", visibility="private")
    facilitator = join(community, UserFactory(name="Marta Ruiz"), role=Role.FACILITATOR)
    member = join(community)
    Membership.objects.update(joined_at=THURSDAY - timedelta(days=300))
    plan_due()
    return community, facilitator, member


def as_user(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(community) -> str:
    return f"{community.address}manage/digest/"


def on_monday(clock, weeks: int = 0) -> None:
    clock.move_to(MONDAY_AT_EIGHT + timedelta(weeks=weeks))
    plan_due()
    send_planned(seconds=30)


def letters(user) -> list[str]:
    return [message.body for message in mail.outbox if message.to == [user.email]]


# The note


def test_a_note_comes_first_under_its_authors_name_and_once(desk, clock):
    community, facilitator, member = desk
    start_topic(space=first_space(community))
    response = as_user(facilitator).post(at(community), {"source": "We meet **on Friday**."})

    on_monday(clock)
    start_topic(space=first_space(community))
    on_monday(clock, weeks=1)

    first, second = letters(member)
    assert response.status_code == 302
    assert "Marta Ruiz, Keepers" in first
    assert first.index("on Friday") < first.index("YOU COULD ANSWER THESE")
    assert "on Friday" not in second
    assert "on Friday" not in "".join(letters(facilitator))


def test_a_note_alone_is_reason_enough(desk, clock):
    community, facilitator, member = desk
    DigestNote.objects.write(community, "We meet on Friday.", by=facilitator)

    on_monday(clock)

    [letter] = letters(member)
    assert "We meet on Friday." in letter
    page = as_user(member).get("/digests/1/").content.decode()
    assert "We meet on Friday." in page


def test_a_note_is_scheduled_and_ends(desk, clock):
    community, facilitator, member = desk
    day = MONDAY_AT_EIGHT.date()
    write = DigestNote.objects.write
    write(community, "Later", by=facilitator, begins_on=day + timedelta(days=1))
    write(
        community, "Over", by=facilitator, begins_on=day - timedelta(9), ends_on=day - timedelta(1)
    )
    write(community, "Now", by=facilitator, begins_on=day, ends_on=day)

    on_monday(clock)
    [first] = letters(member)
    on_monday(clock, weeks=1)

    assert [word in first for word in ("Now", "Later", "Over")] == [True, False, False]
    assert "Later" in letters(member)[-1]


def test_a_note_that_was_withdrawn_is_carried_no_more_nor_shown(desk, clock):
    community, facilitator, member = desk
    sent = DigestNote.objects.write(community, "Sent by mistake", by=facilitator)
    on_monday(clock)
    waiting = DigestNote.objects.write(community, "Never sent", by=facilitator)
    client = as_user(facilitator)

    for note in (sent, waiting):
        client.post(f"{at(community)}notes/{note.pk}/", {"_method": "delete"})
    on_monday(clock, weeks=1)

    assert len(letters(member)) == 1
    assert "Sent by mistake" not in as_user(member).get("/digests/1/").content.decode()
    assert "Withdrawn" in client.get(at(community)).content.decode()


def test_a_note_reaches_members_alone_and_not_who_is_parted_from_it_or_its_author(desk, clock):
    community, facilitator, member = desk
    blocking = join(community)
    Block.objects.create(blocker=blocking, blocked=facilitator)
    muting, former, outsider = join(community), join(community), join(CommunityFactory())
    Follow.objects.choose(community.scope, Level.MUTED, by=muting)
    DigestNote.objects.write(community, CANARY, by=facilitator)
    Membership.objects.filter(user=former, community=community).update(state="left")
    plan_due()

    on_monday(clock)

    assert CANARY in letters(member)[0]
    others = [muting, blocking, former, outsider]
    assert CANARY not in "".join(letter for user in others for letter in letters(user))


@pytest.mark.parametrize(
    "wrong",
    [
        {"source": ""},
        {"source": "x" * 2001},
        {"source": "Hello", "begins_on": "2026-12-02", "ends_on": "2026-12-01"},
        {"source": "Hello", "ends_on": "2026-11-01"},
    ],
)
def test_what_is_no_note_comes_back_with_what_was_typed(desk, wrong):
    community, facilitator, _member = desk

    response = as_user(facilitator).post(at(community), wrong)

    assert response.status_code == 422
    assert wrong["source"] in response.content.decode()
    assert not DigestNote.objects.exists()


def test_what_is_typed_in_a_note_is_shown_as_text(desk, clock):
    community, facilitator, member = desk
    DigestNote.objects.write(
        community, "<script>alert(1)</script> [x](javascript:y)", by=facilitator
    )

    on_monday(clock)

    [message] = [m for m in mail.outbox if m.to == [member.email]]
    html = message.alternatives[0].content
    assert "<script" not in html
    assert 'href="javascript' not in html


# The preview


@pytest.mark.parametrize("sort", SORTS)
def test_the_next_issue_is_shown_as_mail_and_as_page(desk, clock, sort):
    community, facilitator, _member = desk
    start_topic(space=first_space(community), title="Where is the key?")
    client = as_user(facilitator)

    framed = client.get(f"{at(community)}mail/?as={sort}")
    page = client.get(f"{at(community)}page/?as={sort}").content.decode()

    assert "Where is the key?" in framed.content.decode()
    assert "Where is the key?" in page
    assert framed.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "sandbox" in framed.headers["Content-Security-Policy"]
    assert "default-src 'none'" in framed.headers["Content-Security-Policy"]
    assert not Digest.objects.exclude(state="planned").exists()
    assert not Delivery.objects.exists()


def test_a_preview_differs_by_its_reader(desk, clock):
    community, facilitator, _member = desk
    JoinRequest.objects.create(community=community, user=UserFactory(name="Noor Aziz"))
    start_topic(space=first_space(community))
    client = as_user(facilitator)

    pages = {sort: client.get(f"{at(community)}page/?as={sort}").content.decode() for sort in SORTS}

    assert [sort for sort in SORTS if "Noor Aziz" in pages[sort]] == ["facilitator"]


def test_a_preview_holds_nothing_that_is_for_somebody_alone(desk, clock, relay):
    community, facilitator, member = desk
    other = CommunityFactory()
    join(other, facilitator)
    start_topic(space=first_space(other), title=f"Elsewhere {CANARY}")
    closed = SpaceFactory(community=community, visibility="group")
    start_topic(space=closed, by=facilitator, title=f"By name {CANARY}")
    asked = start_topic(space=closed, title=f"Asked {CANARY}")
    Ask.objects.put(asked, Rung.MEMBERS, {member.pk: {"kind": "accepted", "tag": "x", "count": 1}})
    relay()
    client = as_user(facilitator)

    for sort in SORTS:
        for look in ("mail", "page"):
            assert CANARY not in client.get(f"{at(community)}{look}/?as={sort}").content.decode()


def test_an_empty_preview_says_so(desk, clock):
    community, facilitator, _member = desk
    client = as_user(facilitator)

    for look in ("mail", "page"):
        page = client.get(f"{at(community)}{look}/").content.decode()
        assert "Nothing would be sent" in page
    assert client.get(f"{at(community)}mail/?as=nobody").status_code == 404


# What went out


def test_what_went_out_is_counted_and_few_are_not(desk, clock):
    community, facilitator, _member = desk
    for _ in range(6):
        join(community)
    leaver = join(community)
    start_topic(space=first_space(community))
    plan_due()
    clock.move_to(MONDAY_AT_EIGHT)
    plan_due()
    Rhythm.objects.get(user=leaver).stop()

    send_planned(seconds=30)

    page = as_user(facilitator).get(at(community)).content.decode()
    [tally] = Program(facilitator)("GET", f"communities/{community.slug}/digest/tallies/").json()
    assert tally["sent"] == str(Digest.objects.filter(state="sent").count())
    assert {"reason": "The person has stopped this mail", "count": "fewer than 5"} in tally[
        "skipped"
    ]
    assert "The person has stopped this mail: fewer than 5" in page
    assert leaver.name not in page


@pytest.mark.parametrize("notes", [1, 3])
def test_the_page_costs_the_same_however_many_notes(desk, django_assert_num_queries, notes):
    community, facilitator, _member = desk
    for n in range(notes):
        DigestNote.objects.write(community, f"Note {n}", by=facilitator)
    client = as_user(facilitator)

    with django_assert_num_queries(6):
        page = client.get(at(community)).content.decode()

    assert page.count("In the next issues") == notes


# Who may


@pytest.mark.parametrize("role", [None, Role.MEMBER, Role.MODERATOR])
def test_it_is_for_facilitators_and_owners(desk, role):
    community, facilitator, _member = desk
    note = DigestNote.objects.write(community, CANARY, by=facilitator)
    user = join(community, role=role) if role else UserFactory()
    program, address = Program(user), f"communities/{community.slug}/digest"

    answers = [
        program("GET", f"{address}/notes/"),
        program("POST", f"{address}/notes/", {"markdown": "x"}),
        program("DELETE", f"{address}/notes/{note.pk}/"),
        program("GET", f"{address}/preview/"),
        program("GET", f"{address}/tallies/"),
        as_user(user).post(at(community), {"source": "x"}),
    ]

    assert {answer.status_code for answer in answers} == {403}
    assert DigestNote.objects.get().withdrawn_at is None


def test_a_program_writes_and_withdraws(desk, clock):
    community, facilitator, _member = desk
    program, address = Program(facilitator), f"communities/{community.slug}/digest"

    written = program("POST", f"{address}/notes/", {"markdown": "On *Friday*."}).json()
    early = program("POST", f"{address}/notes/", {"markdown": "x", "ends_on": "2026-11-01"})
    shown = program("GET", f"{address}/preview/?reader=expert").json()
    withdrawn = program("DELETE", f"{address}/notes/{written['id']}/")

    assert (written["state"], written["author"]["name"]) == ("running", "Marta Ruiz")
    assert early.status_code == 422
    assert shown["sections"][0]["items"][0]["title"] == "Marta Ruiz, Keepers"
    assert withdrawn.status_code == 204
    assert program("GET", f"{address}/notes/").json()["items"][0]["state"] == "withdrawn"
