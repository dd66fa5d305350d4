"""When whose digest comes, of one community and of the others, as its reader chooses."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from communities.models import Membership
from core.relay import drain
from notifications.digesting import send_planned
from notifications.models import Digest, Rhythm
from notifications.models.digest import State
from notifications.planning import plan_due
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import first_space, start_topic
from tests.integrations.test_api import Program

pytestmark = pytest.mark.django_db

THURSDAY = datetime(2026, 11, 19, 12, tzinfo=UTC)
MONDAY_AT_EIGHT = datetime(2026, 11, 23, 8, tzinfo=UTC)
CANARY = "Kestrel-7431"


@pytest.fixture
def clock():
    with time_machine.travel(THURSDAY, tick=False) as clock:
        yield clock


def at(clock, moment: datetime) -> None:
    clock.move_to(moment)
    plan_due()
    send_planned(seconds=30)


def subjects(user) -> list[str]:
    return [message.subject for message in mail.outbox if message.to == [user.email]]


def as_user(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def chosen(user) -> dict[str, tuple[str, int, int]]:
    rows = Rhythm.objects.filter(user=user)
    return {row.scope: (row.every, row.weekday, row.hour) for row in rows}


@pytest.fixture
def two(clock):
    """A reader of two communities, one of which comes every day by itself."""
    keepers, bakers = CommunityFactory(name="Keepers"), CommunityFactory(name="Bakers")
    reader = join(bakers, join(keepers))
    for community in (keepers, bakers):
        start_topic(space=first_space(community), title=f"What do {community.name} do?")
    Rhythm.objects.choose(bakers.scope, by=reader, every="daily", weekday=0, hour=8)
    plan_due()
    return reader, keepers, bakers


def test_a_community_of_its_own_rhythm_is_left_out_of_the_digest_over_all(two, clock):
    reader, _keepers, bakers = two
    at(clock, THURSDAY + timedelta(hours=20))
    at(clock, MONDAY_AT_EIGHT)

    daily, weekly = [m for m in mail.outbox if m.to == [reader.email]]
    assert daily.subject == "Your daily digest from Bakers"
    assert "What do Bakers do?" in daily.body
    assert "Keepers" not in daily.body
    assert weekly.subject == "Your Monday digest from Keepers"
    assert "Bakers" not in weekly.body
    numbers = Digest.objects.of(reader).values_list("scope", "number")
    assert set(numbers) == {("", 1), (bakers.scope, 1)}


def test_a_digest_of_a_community_comes_in_its_name_with_a_way_out_of_its_own(two, clock):
    reader, _keepers, bakers = two
    at(clock, THURSDAY + timedelta(hours=20))

    [message] = [m.message() for m in mail.outbox if m.to == [reader.email]]

    assert message["From"].startswith("Bakers ")
    assert message["List-Id"] == f"Bakers <{bakers.slug}.localhost>"
    assert f"/digests/{bakers.scope}/1/" in message["List-Archive"]
    token = str(message["List-Unsubscribe"]).split("/unsubscribe/")[1].split("/")[0]
    assert Client().post(f"/unsubscribe/{token}/").status_code == 200
    assert chosen(reader) == {"": ("weekly", 0, 8), bakers.scope: ("off", 0, 8)}


def test_a_community_that_is_off_is_in_no_digest(two, clock):
    reader, _keepers, bakers = two
    Rhythm.objects.choose(bakers.scope, by=reader, every="off", weekday=0, hour=8)

    at(clock, MONDAY_AT_EIGHT)

    assert "Bakers" not in "".join(m.body for m in mail.outbox if m.to == [reader.email])
    assert subjects(reader) == ["Your Monday digest from Keepers"]


def test_both_fall_due_in_one_hour_and_nothing_is_in_both(two, clock):
    reader, _keepers, _bakers = two
    at(clock, MONDAY_AT_EIGHT)

    assert sorted(subjects(reader)) == [
        "Your Monday digest from Keepers",
        "Your daily digest from Bakers",
    ]


def test_who_leaves_has_no_digest_of_it_any_more(two, clock):
    reader, _keepers, bakers = two
    bakers.memberships.get(user=reader).leave()
    drain()

    at(clock, THURSDAY + timedelta(hours=20))

    assert subjects(reader) == []
    assert set(chosen(reader)) == {""}


def test_who_is_suspended_between_planning_and_sending_gets_nothing_of_it(two, clock):
    reader, _keepers, bakers = two
    clock.move_to(THURSDAY + timedelta(hours=20))
    plan_due()
    Membership.objects.filter(user=reader, community=bakers).update(state="suspended")

    send_planned(seconds=30)

    assert subjects(reader) == []
    digest = Digest.objects.get(user=reader)
    assert (digest.state, digest.reason) == (State.SKIPPED, "nothing")


@pytest.mark.parametrize(
    ("every", "zone", "starts"),
    [
        ("daily", "Pacific/Auckland", datetime(2026, 4, 1, tzinfo=UTC)),
        ("daily", "America/Santiago", datetime(2026, 9, 1, tzinfo=UTC)),
        ("fortnightly", "Europe/London", datetime(2026, 10, 6, tzinfo=UTC)),
        ("monthly", "America/New_York", datetime(2026, 1, 2, tzinfo=UTC)),
    ],
)
def test_over_the_changes_of_the_clocks_each_comes_at_eight(clock, every, zone, starts):
    clock.move_to(starts)
    reader = UserFactory(timezone=zone)
    Rhythm.objects.choose("", by=reader, every=every, weekday=0, hour=8)
    offsets = set()
    for _issue in range(14):
        due = Rhythm.objects.get(user=reader).due_at.astimezone(reader.zone)
        offsets.add(due.utcoffset())
        assert due.strftime("%H:%M") == "08:00"
        clock.move_to(due)
        assert plan_due() == 1

    assert len(offsets) == 2  # else no clock was changed
    assert Digest.objects.filter(user=reader).count() == 14


def test_a_change_of_rhythm_sends_nothing_right_behind_the_last(two, clock):
    reader, _keepers, _bakers = two
    at(clock, MONDAY_AT_EIGHT)
    weekly_to = {
        "daily": datetime(2026, 11, 24, 8, tzinfo=UTC),
        "weekly": datetime(2026, 11, 30, 8, tzinfo=UTC),
        "fortnightly": datetime(2026, 12, 7, 8, tzinfo=UTC),
        "monthly": datetime(2027, 1, 4, 8, tzinfo=UTC),
    }

    for every, due in weekly_to.items():
        rhythm = Rhythm.objects.choose("", by=reader, every=every, weekday=0, hour=8)
        assert rhythm.due_at == due


def test_days_and_weeks_never_share_the_name_of_a_period(two, clock):
    reader, _keepers, _bakers = two
    Rhythm.objects.choose("", by=reader, every="daily", weekday=0, hour=8)
    for day in range(1, 8):
        clock.move_to(THURSDAY.replace(hour=8) + timedelta(days=day))
        plan_due()
    Rhythm.objects.choose("", by=reader, every="weekly", weekday=0, hour=8)
    clock.move_to(Rhythm.objects.get(user=reader, scope="").due_at)
    plan_due()

    assert Digest.objects.filter(user=reader, scope="").count() == 8


# Choosing


def test_it_is_chosen_for_all_and_for_each_community():
    keepers, bakers = CommunityFactory(name="Keepers"), CommunityFactory(name="Bakers")
    reader = join(bakers, join(keepers, UserFactory(timezone="Pacific/Auckland")))
    client = as_user(reader)
    assert "Bakers" in client.get("/settings/digests/").content.decode()
    assert not Rhythm.objects.exists()

    response = client.post("/settings/digests/", form(keepers, bakers, "monthly"))

    assert response.status_code == 302
    assert chosen(reader) == {"": ("weekly", 3, 18), bakers.scope: ("monthly", 4, 7)}
    due = Rhythm.objects.get(user=reader, scope="").due_at.astimezone(reader.zone)
    assert (due.weekday(), due.hour) == (3, 18)

    client.post("/settings/digests/", form(keepers, bakers, ""))
    assert set(chosen(reader)) == {""}


def form(keepers, bakers, every: str) -> dict[str, str]:
    mine, other = f"community-{bakers.pk}", f"community-{keepers.pk}"
    return {
        "all-every": "weekly",
        "all-weekday": "3",
        "all-hour": "18",
        f"{mine}-every": every,
        f"{mine}-weekday": "4",
        f"{mine}-hour": "7",
        f"{other}-every": "",
        f"{other}-weekday": "0",
        f"{other}-hour": "8",
    }


@pytest.mark.parametrize("wrong", [{"all-hour": "24"}, {"all-weekday": "7"}, {"all-every": ""}])
def test_what_is_no_rhythm_comes_back_with_the_form(wrong):
    right = {"all-every": "daily", "all-weekday": "3", "all-hour": "18"}

    response = as_user(UserFactory()).post("/settings/digests/", right | wrong)

    assert response.status_code == 422
    assert not Rhythm.objects.exists()


def test_a_community_of_others_is_not_chosen_for():
    secret = CommunityFactory(visibility="secret", name=CANARY)
    user = UserFactory()
    data = {"all-every": "weekly", "all-weekday": "0", "all-hour": "8"}
    client = as_user(user)

    client.post("/settings/digests/", data | {f"community-{secret.pk}-every": "daily"})
    refused = Program(user)("PUT", f"rhythms/{secret.scope}/", {"every": "daily"})

    assert CANARY not in client.get("/settings/digests/").content.decode()
    assert refused.status_code == 404
    assert secret.scope not in chosen(user)


@pytest.mark.parametrize("communities", [1, 3])
def test_the_page_costs_the_same_however_many_communities(django_assert_num_queries, communities):
    reader = UserFactory()
    for _ in range(communities):
        join(CommunityFactory(), reader)
    client = as_user(reader)

    with django_assert_num_queries(6):
        page = client.get("/settings/digests/").content.decode()

    assert page.count("With the others") == communities


def test_a_program_chooses_it():
    community = CommunityFactory()
    reader = join(community, UserFactory(timezone="Pacific/Auckland"))
    program = Program(reader)

    everything = program("PUT", "rhythms/all/", {"every": "weekly", "weekday": 4, "hour": 7}).json()
    mine = program("PUT", f"rhythms/{community.scope}/", {"every": "off"}).json()

    assert (everything["scope"], everything["weekday"], everything["hour"]) == ("all", 4, 7)
    assert everything["due_at"] is not None
    assert (mine["scope"], mine["due_at"]) == (community.scope, None)
    assert [one["scope"] for one in program("GET", "rhythms/").json()] == ["all", community.scope]
    assert program("DELETE", f"rhythms/{community.scope}/").status_code == 204
    assert program("GET", f"rhythms/{community.scope}/").status_code == 404
    assert program("DELETE", "rhythms/all/").status_code == 405


# The archive


def test_the_archive_is_of_one_digest_or_of_all(two, clock):
    reader, _keepers, bakers = two
    at(clock, MONDAY_AT_EIGHT)
    client = as_user(reader)

    everything = client.get("/digests/").content.decode()
    mine = client.get(f"/digests/?of={bakers.scope}").content.decode()
    listed = Program(reader)("GET", f"digests/?scope={bakers.scope}").json()["items"]

    assert (f"/digests/{bakers.scope}/1/" in everything, "/digests/1/" in everything) == (
        True,
        True,
    )
    assert (f"/digests/{bakers.scope}/1/" in mine, "/digests/1/" in mine) == (True, False)
    assert [issue["url"] for issue in listed] == [f"/digests/{bakers.scope}/1/"]


def test_an_issue_leads_to_those_around_it(two, clock):
    reader, keepers, _bakers = two
    for week in range(3):
        at(clock, MONDAY_AT_EIGHT + timedelta(weeks=week))
        start_topic(space=first_space(keepers), title=f"Question {week}")
    client = as_user(reader)

    first, second, third = (client.get(f"/digests/{n}/").content.decode() for n in (1, 2, 3))

    assert ('rel="prev"' in first, 'rel="next" href="/digests/2/"' in first) == (False, True)
    assert ('rel="prev" href="/digests/1/"' in second, 'href="/digests/3/"' in second) == (
        True,
    ) * 2
    assert 'rel="next"' not in third


def test_the_name_of_a_secret_community_is_not_kept_for_whoever_left_it(clock):
    secret = CommunityFactory(visibility="secret", name=CANARY)
    reader = join(secret)
    start_topic(space=first_space(secret))
    Rhythm.objects.choose(secret.scope, by=reader, every="weekly", weekday=0, hour=8)
    at(clock, MONDAY_AT_EIGHT)
    Membership.objects.filter(user=reader).update(state="left")
    client = as_user(reader)

    pages = [
        client.get(address).content.decode()
        for address in ("/digests/", f"/digests/{secret.scope}/1/")
    ]

    assert CANARY not in "".join(pages)
    assert "no longer open to you" in pages[1]
    shown = Program(reader)("GET", f"digests/{secret.scope}/1/").json()
    assert (shown["scope"], shown["sections"]) == (secret.scope, [])
