"""When it is Monday at eight, by whose clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.schedule import APART, LENGTH, Every, beginning, next_issue, period_end

MONDAY = 0


@pytest.mark.parametrize(
    ("zone", "after", "issue"),
    [
        ("Pacific/Auckland", "2026-11-20T00:00", "2026-11-22T19:00"),
        ("America/Lima", "2026-11-20T00:00", "2026-11-23T13:00"),
        # The clocks go forward in Auckland on 27 September and back in London on 25 October 2026.
        ("Pacific/Auckland", "2026-09-22T00:00", "2026-09-27T19:00"),
        ("Pacific/Auckland", "2026-09-15T00:00", "2026-09-20T20:00"),
        ("Europe/London", "2026-10-20T00:00", "2026-10-26T08:00"),
        ("Europe/London", "2026-10-13T00:00", "2026-10-19T07:00"),
        # At the very moment the next one is a week away.
        ("UTC", "2026-11-23T08:00", "2026-11-30T08:00"),
        ("UTC", "2026-11-23T07:59", "2026-11-23T08:00"),
    ],
)
def test_monday_at_eight_is_reckoned_where_the_reader_is(zone, after, issue):
    moment = datetime.fromisoformat(after).replace(tzinfo=UTC)

    assert next_issue(moment, zone, "weekly", MONDAY, 8) == datetime.fromisoformat(issue).replace(
        tzinfo=UTC
    )


def test_an_hour_that_the_clocks_skip_is_the_one_after():
    """On 29 March 2026 it is never two o'clock in Berlin."""
    issue = next_issue(datetime(2026, 3, 28, tzinfo=UTC), "Europe/Berlin", "weekly", 6, 2)

    assert issue.astimezone(ZoneInfo("Europe/Berlin")).isoformat() == "2026-03-29T03:00:00+02:00"


def test_an_hour_that_the_clocks_repeat_is_the_first():
    """On 25 October 2026 it is two o'clock twice in Berlin."""
    first = next_issue(datetime(2026, 10, 24, tzinfo=UTC), "Europe/Berlin", "weekly", 6, 2)
    then = next_issue(first, "Europe/Berlin", "weekly", 6, 2)

    assert first.astimezone(ZoneInfo("Europe/Berlin")).isoformat() == "2026-10-25T02:00:00+02:00"
    assert then.astimezone(ZoneInfo("Europe/Berlin")).isoformat() == "2026-11-01T02:00:00+01:00"


def issues(after: str, zone: str, every: str, weekday: int, most: int) -> list[str]:
    """The next ones at eight, as the calendar on the wall says."""
    moment, found = datetime.fromisoformat(after).replace(tzinfo=UTC), []
    for _ in range(most):
        moment = next_issue(moment, zone, every, weekday, 8)
        found.append(moment.astimezone(ZoneInfo(zone)).strftime("%a %d %b %H:%M"))
    return found


@pytest.mark.parametrize(
    ("every", "zone", "after", "expected"),
    [
        # Over the nights in which the clocks change: 29 March in London, 5 April in Auckland,
        # 27 September in Auckland, 25 October in London, all 2026.
        ("daily", "Europe/London", "2026-03-28T00:00", ["Sat 28 Mar", "Sun 29 Mar", "Mon 30 Mar"]),
        ("daily", "Pacific/Auckland", "2026-04-03T21:00", ["Sun 05 Apr", "Mon 06 Apr"]),
        ("fortnightly", "Europe/London", "2026-10-12T00:00", ["Mon 12 Oct", "Mon 26 Oct"]),
        ("fortnightly", "Pacific/Auckland", "2026-09-10T00:00", ["Mon 14 Sep", "Mon 28 Sep"]),
        (
            "monthly",
            "Europe/London",
            "2026-10-01T00:00",
            ["Mon 05 Oct", "Mon 02 Nov", "Mon 07 Dec"],
        ),
        ("monthly", "America/Lima", "2026-12-08T00:00", ["Mon 04 Jan", "Mon 01 Feb", "Mon 01 Mar"]),
    ],
)
def test_each_rhythm_keeps_its_day_and_hour(every, zone, after, expected):
    found = issues(after, zone, every, MONDAY, len(expected))

    assert found == [f"{day} 08:00" for day in expected]


def test_a_fortnight_keeps_its_weeks_over_a_year_of_53():
    """2026 has 53 weeks, so that odd and even weeks by their numbers change places."""
    found = issues("2026-12-01T00:00", "UTC", "fortnightly", MONDAY, 4)

    assert found == ["Mon 07 Dec 08:00", "Mon 21 Dec 08:00", "Mon 04 Jan 08:00", "Mon 18 Jan 08:00"]


def test_of_what_an_issue_tells():
    due = datetime(2026, 11, 23, 8, tzinfo=UTC)
    long_ago = datetime(2026, 1, 1, tzinfo=UTC)

    assert beginning(due, None, "daily") == due - timedelta(days=1)
    assert beginning(due, due - timedelta(days=3), "daily") == due - timedelta(days=3)
    assert beginning(due, long_ago, "weekly") == due - timedelta(days=14)
    assert beginning(due, long_ago, "monthly") == due - timedelta(days=62)


@given(
    after=st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)),
    zone=st.sampled_from(sorted(available_timezones())),
    every=st.sampled_from(sorted(LENGTH)),
    weekday=st.integers(0, 6),
    hour=st.integers(0, 23),
)
def test_an_issue_is_ahead_on_its_day_and_of_a_period_of_its_own(after, zone, every, weekday, hour):
    issue = next_issue(after, zone, every, weekday, hour)
    following = next_issue(issue, zone, every, weekday, hour)
    day, next_day = period_end(issue, zone), period_end(following, zone)

    assert after < issue <= after + LENGTH[every] + timedelta(days=7)
    assert every == Every.DAILY or day.weekday() == weekday
    apart = {"daily": {1}, "weekly": {7}, "fortnightly": {14}, "monthly": {28, 35}}
    assert (next_day - day).days in apart[every]
    assert following - issue > APART[every]
