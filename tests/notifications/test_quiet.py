"""When mail may come: after some minutes of quiet, not in quiet hours, not while it is paused."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail

from notifications.models import Email, Notice, Preference, Rhythm
from notifications.models.email import State
from notifications.planning import plan_due
from notifications.quiet import end_of_quiet
from notifications.sending import send_owed
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.discussions.factories import add_post, first_space, start_topic
from tests.integrations.test_api import Program
from tests.notifications.test_pages import as_user

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 3, 2, 12, tzinfo=BERLIN)
FIRST_DAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)


# Quiet hours, by the clock


@pytest.mark.parametrize(
    ("at", "begins", "ends", "over"),
    [
        ("2026-03-02T21:59", 22, 7, None),
        ("2026-03-02T22:00", 22, 7, "2026-03-03T07:00+01:00"),
        ("2026-03-03T06:59", 22, 7, "2026-03-03T07:00+01:00"),
        ("2026-03-03T07:00", 22, 7, None),
        ("2026-03-02T12:30", 12, 14, "2026-03-02T14:00+01:00"),
        ("2026-03-02T11:59", 12, 14, None),
        ("2026-03-02T14:00", 12, 14, None),
        ("2026-03-02T23:30", 22, 0, "2026-03-03T00:00+01:00"),
        ("2026-03-28T23:00", 22, 7, "2026-03-29T07:00+02:00"),  # the clocks go on that night
        ("2026-03-28T23:00", 22, 2, "2026-03-29T03:00+02:00"),  # and skip that hour
        ("2026-10-24T23:00", 22, 7, "2026-10-25T07:00+01:00"),  # the clocks go back
        ("2026-10-24T23:00", 22, 2, "2026-10-25T02:00+02:00"),  # and strike two twice
    ],
)
def test_quiet_hours_end_by_the_clock_on_the_wall(at, begins, ends, over):
    moment = datetime.fromisoformat(at).replace(tzinfo=BERLIN).astimezone(UTC)

    end = end_of_quiet(moment, BERLIN, time(begins), time(ends))

    assert end == (datetime.fromisoformat(over) if over else moment)


def test_who_is_in_the_repeated_hour_again_waits_for_its_second_end():
    again = datetime(2026, 10, 25, 2, 10, fold=1, tzinfo=BERLIN).astimezone(UTC)

    end = end_of_quiet(again, BERLIN, time(22), time(2, 30))

    assert end == again + timedelta(minutes=20)


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Lima", "Asia/Kathmandu"])
def test_quiet_hours_are_ones_own(zone):
    here = ZoneInfo(zone)
    night = datetime(2026, 3, 2, 23, tzinfo=here)

    assert end_of_quiet(night, here, time(22), time(7)) == datetime(2026, 3, 3, 7, tzinfo=here)


# What comes of it


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def asker(clock, settings):
    settings.MAIL_QUIET_MINUTES = 10
    return join(CommunityFactory(), UserFactory(timezone="Europe/Berlin"))


@pytest.fixture
def topic(asker, relay):
    topic = start_topic(space=first_space(asker.memberships.get().community), by=asker)
    relay()
    return topic


def bodies(user) -> list[str]:
    return [message.body for message in mail.outbox if message.to == [user.email]]


def go_to(clock, hour: str, *, day: date = FIRST_DAY) -> None:
    """And let the worker send what is due by then."""
    clock.move_to(datetime.combine(day, time.fromisoformat(hour), BERLIN))
    send_owed(seconds=5)


def test_five_replies_in_ten_minutes_are_one_mail_of_five(topic, relay, clock, asker):
    for number in range(5):
        add_post(topic, source=f"Answer {number}.")
        relay()
        clock.shift(60)
    assert bodies(asker) == []

    go_to(clock, "12:10")
    go_to(clock, "13:00")

    [body] = bodies(asker)
    assert [f"Answer {n}." in body for n in range(5)] == [True] * 5


def test_what_was_read_meanwhile_is_not_mailed(topic, relay, clock, asker):
    add_post(topic)
    relay()

    Program(asker)("PUT", f"topics/{topic.pk}/readmark/", {"number": 2})
    go_to(clock, "13:00")

    assert bodies(asker) == []
    assert Email.objects.get(user=asker).reason == "read"


def test_of_what_was_read_in_part_the_rest_is_mailed(topic, relay, clock, asker):
    add_post(topic, source="The first answer.")
    add_post(topic, source="The second answer.")
    relay()

    Program(asker)("PUT", f"topics/{topic.pk}/readmark/", {"number": 2})
    go_to(clock, "13:00")

    [body] = bodies(asker)
    assert ("The first answer." in body, "The second answer." in body) == (False, True)


@pytest.mark.parametrize(("minutes", "at"), [(0, "12:00"), (5, "12:05"), (120, "14:00")])
def test_the_minutes_of_quiet_are_ones_own(topic, relay, clock, minutes, at):
    asker = topic.author
    keep_quiet(asker, minutes=minutes)
    add_post(topic)
    relay()

    due = Email.objects.get(user=asker).due_at
    go_to(clock, at)

    assert due == datetime.combine(MONDAY.date(), time.fromisoformat(at), BERLIN)
    assert len(bodies(asker)) == 1


def test_who_wants_no_quiet_is_mailed_at_once(topic, relay, asker):
    keep_quiet(asker, minutes=0)

    add_post(topic)
    relay()

    assert len(bodies(asker)) == 1


def test_nothing_is_mailed_in_the_quiet_hours_and_all_of_it_in_one_mail_after(
    topic, relay, clock, asker
):
    keep_quiet(asker, begins=time(22), ends=time(7))
    go_to(clock, "23:00")
    add_post(topic, source="In the evening.")
    relay()

    go_to(clock, "06:55", day=TUESDAY)
    add_post(topic, source="In the morning.")
    relay()
    assert bodies(asker) == []
    go_to(clock, "07:00", day=TUESDAY)
    go_to(clock, "08:00", day=TUESDAY)

    [body] = bodies(asker)
    assert "In the evening." in body
    assert "In the morning." in body


def test_a_mail_whose_worker_was_late_waits_for_the_end_of_the_quiet_hours_too(
    topic, relay, clock, asker
):
    keep_quiet(asker, begins=time(22), ends=time(7))
    go_to(clock, "21:45")
    add_post(topic, source="Just before.")
    relay()

    go_to(clock, "22:30")
    assert bodies(asker) == []
    add_post(topic, source="Late at night.")
    relay()
    go_to(clock, "07:00", day=TUESDAY)

    [body] = bodies(asker)
    assert "Just before." in body
    assert "Late at night." in body


def test_a_mail_put_off_beside_one_that_gathers_already_is_sent_too(topic, relay, clock, asker):
    add_post(topic, source="First.")
    relay()
    first = Email.objects.get(user=asker)
    Email.objects.filter(pk=first.pk).update(state=State.CLAIMED)
    add_post(topic, source="Second.")
    relay()

    first.put_off(MONDAY + timedelta(hours=1))
    go_to(clock, "12:30")
    assert ["Second." in body for body in bodies(asker)] == [True]
    go_to(clock, "13:01")

    assert ["First." in body for body in bodies(asker)] == [False, True]


# A pause


def test_what_came_in_a_pause_is_in_the_app_and_never_mailed_late(topic, relay, clock, asker):
    add_post(topic, source="Waits when the pause begins.")
    relay()
    pause(asker, TUESDAY)
    add_post(topic, source="Comes in the pause.")
    relay()

    go_to(clock, "12:30")
    go_to(clock, "00:00", day=TUESDAY)
    go_to(clock, "09:00", day=TUESDAY)

    assert bodies(asker) == []
    assert Notice.objects.filter(user=asker, group=topic.target, read_at=None).count() == 2
    assert {email.reason for email in Email.objects.filter(user=asker)} == {"paused"}

    add_post(topic, source="After the pause.")
    relay()
    go_to(clock, "10:00", day=TUESDAY)
    [body] = bodies(asker)
    assert "After the pause." in body
    assert "the pause begins" not in body


def test_a_pause_ends_when_the_day_begins_for_who_made_it(asker, clock):
    preference = pause(asker, TUESDAY)

    assert preference.is_paused(datetime(2026, 3, 2, 23, 59, tzinfo=BERLIN))
    assert not preference.is_paused(datetime(2026, 3, 3, 0, 0, tzinfo=BERLIN))


def test_no_digest_in_a_pause_and_the_first_after_it_tells_of_that_time(topic, clock, asker):
    pause(asker, date(2026, 3, 11))
    clock.move_to(datetime(2026, 3, 9, 9, tzinfo=BERLIN))
    plan_due()
    assert not asker.digests.exists()

    clock.move_to(datetime(2026, 3, 16, 9, tzinfo=BERLIN))
    plan_due()

    [digest] = asker.digests.all()
    assert digest.due_at == datetime(2026, 3, 16, 8, tzinfo=BERLIN)
    assert digest.since <= datetime(2026, 3, 9, 8, tzinfo=BERLIN)


def test_a_pause_that_is_ended_brings_the_next_digest_back(asker, clock):
    preference = pause(asker, date(2026, 6, 1))

    preference.pause(None)

    assert Rhythm.objects.get(user=asker).due_at == datetime(2026, 3, 9, 8, tzinfo=BERLIN)


def keep_quiet(user, *, minutes=None, begins=None, ends=None) -> None:
    preference = Preference.objects.of(user)
    preference.keep_quiet(quiet_minutes=minutes, quiet_from=begins, quiet_to=ends)


def pause(user, day: date) -> Preference:
    preference = Preference.objects.of(user)
    preference.pause(day)
    return preference


# The API


def test_the_api_says_when_mail_may_come_and_changes_it(clock, settings):
    settings.MAIL_QUIET_MINUTES = 10
    program = Program(UserFactory())
    assert program("GET", "preferences/").json()["quiet_minutes"] == 10

    chosen = {"quiet_minutes": 30, "quiet_from": "22:00:00", "quiet_to": "07:00:00"}
    changed = program("PATCH", "preferences/", chosen | {"paused_until": "2026-03-09"}).json()
    assert {name: changed[name] for name in chosen} == chosen
    assert changed["paused_until"] == "2026-03-09"

    kept = program("PATCH", "preferences/", {"quiet_minutes": None, "paused_until": None}).json()
    assert (kept["quiet_minutes"], kept["quiet_from"], kept["paused_until"]) == (
        10,
        "22:00:00",
        None,
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"quiet_minutes": 1441},
        {"quiet_minutes": -1},
        {"quiet_from": "22:00"},
        {"quiet_from": "22:00", "quiet_to": None},
        {"paused_until": "2026-03-02"},
        {"paused_until": "2027-12-01"},
    ],
)
def test_what_makes_no_sense_is_refused(clock, wrong):
    program = Program(UserFactory())

    assert program("PATCH", "preferences/", wrong).status_code == 422
    assert not Preference.objects.exclude(quiet_minutes=None, paused_until=None).exists()


@pytest.mark.parametrize("given", ["quiet_from", "quiet_to"])
def test_page_and_api_name_the_hour_that_is_missing_in_the_same_words(clock, given):
    user = UserFactory()
    missing = ({"quiet_from", "quiet_to"} - {given}).pop()
    sent = {given: "22:00"}

    page = as_user(user).post("/settings/notifications/quiet/", {"quiet_minutes": "10"} | sent)
    answer = Program(user)("PATCH", "preferences/", sent).json()

    assert page.status_code == 422
    said = page.content.decode().partition(f'id="id_{missing}-e"')[2].partition("</p>")[0]
    assert "Say both hours, or neither." in said
    [error] = answer["errors"]
    assert (error["field"], error["code"]) == (missing, "required")
    assert error["detail"] == "Say both hours, or neither."


def test_hours_that_end_when_they_begin_are_none(clock):
    changed = Program(UserFactory())(
        "PATCH", "preferences/", {"quiet_from": "22:00", "quiet_to": "22:00"}
    )

    assert (changed.json()["quiet_from"], changed.json()["quiet_to"]) == (None, None)
