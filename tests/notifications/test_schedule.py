"""When it is Monday at eight, by whose clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.schedule import next_issue, period_start

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

    assert next_issue(moment, zone, MONDAY, 8) == datetime.fromisoformat(issue).replace(tzinfo=UTC)


def test_an_hour_that_the_clocks_skip_is_the_one_after():
    """On 29 March 2026 it is never two o'clock in Berlin."""
    issue = next_issue(datetime(2026, 3, 28, tzinfo=UTC), "Europe/Berlin", 6, 2)

    assert issue.astimezone(ZoneInfo("Europe/Berlin")).isoformat() == "2026-03-29T03:00:00+02:00"


def test_an_hour_that_the_clocks_repeat_is_the_first():
    """On 25 October 2026 it is two o'clock twice in Berlin."""
    first = next_issue(datetime(2026, 10, 24, tzinfo=UTC), "Europe/Berlin", 6, 2)
    then = next_issue(first, "Europe/Berlin", 6, 2)

    assert first.astimezone(ZoneInfo("Europe/Berlin")).isoformat() == "2026-10-25T02:00:00+02:00"
    assert then.astimezone(ZoneInfo("Europe/Berlin")).isoformat() == "2026-11-01T02:00:00+01:00"


@given(
    after=st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)),
    zone=st.sampled_from(sorted(available_timezones())),
    weekday=st.integers(0, 6),
    hour=st.integers(0, 23),
)
def test_an_issue_is_ahead_within_eight_days_and_of_a_week_of_its_own(after, zone, weekday, hour):
    issue = next_issue(after, zone, weekday, hour)
    following = next_issue(issue, zone, weekday, hour)

    assert after < issue <= after + timedelta(days=8)
    assert period_start(following, zone) == period_start(issue, zone) + timedelta(days=7)
