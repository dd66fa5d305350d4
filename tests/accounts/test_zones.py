from datetime import UTC, datetime

import pytest
import time_machine

from accounts.zones import known_zone, zone_choices


def test_a_guess_that_is_no_zone_is_utc():
    assert known_zone("Asia/Calcutta") == "Asia/Calcutta"  # an old name that browsers still send
    assert [known_zone(guess) for guess in ("", "Moon/Sea", "../etc")] == ["UTC"] * 3


@pytest.mark.parametrize(("month", "offset"), [(1, "UTC+1"), (7, "UTC+2")])
def test_a_city_is_offered_with_what_its_clocks_show_now(month, offset):
    with time_machine.travel(datetime(2026, month, 1, tzinfo=UTC), tick=False):
        europe = dict(dict(zone_choices("UTC"))["Europe"])

    assert europe["Europe/Berlin"] == f"Berlin ({offset})"


def test_offsets_of_half_hours_and_of_the_west_are_said():
    asia, america = (dict(dict(zone_choices("UTC"))[name]) for name in ("Asia", "America"))

    assert asia["Asia/Kolkata"] == "Kolkata (UTC+5:30)"
    assert america["America/Argentina/Salta"] == "Argentina, Salta (UTC−3)"


def test_the_zone_one_has_is_always_offered():
    assert dict(zone_choices("Asia/Calcutta"))["UTC"] == [
        ("Asia/Calcutta", "Asia/Calcutta"),
        ("UTC", "UTC"),
    ]
