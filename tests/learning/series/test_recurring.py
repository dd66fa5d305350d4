"""How a series repeats: rules of RFC 5545 on the clocks of one zone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from learning.series.forms import RhythmForm
from learning.series.recurring import Rule, Timetable
from learning.workshops.when import When

BERLIN = ZoneInfo("Europe/Berlin")


def table(rule: str, *at: int, minutes: int = 90) -> Timetable:
    begins = datetime(*at, tzinfo=BERLIN)  # type: ignore[arg-type, misc]
    when = When.on(begins, begins + timedelta(minutes=minutes), "Europe/Berlin")
    return Timetable.of(Rule.read(rule, "Europe/Berlin"), when)


def begun(found: Timetable) -> list[str]:
    return [f"{when.begins:%d.%m. %H:%M %z}" for when in found.dates().whens]


@pytest.mark.parametrize(
    ("rule", "first", "begins", "written", "said"),
    [
        (
            "RRULE:FREQ=WEEKLY;COUNT=3",
            (2027, 3, 22, 10),
            ["22.03. 10:00 +0100", "29.03. 10:00 +0200", "05.04. 10:00 +0200"],
            "FREQ=WEEKLY;COUNT=3;BYDAY=MO",
            "Every week on Monday",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,MO;COUNT=4",
            (2027, 1, 5, 18),  # a Tuesday: it begins on the Thursday
            [
                "07.01. 18:00 +0100",
                "18.01. 18:00 +0100",
                "21.01. 18:00 +0100",
                "01.02. 18:00 +0100",
            ],
            "FREQ=WEEKLY;COUNT=4;INTERVAL=2;BYDAY=MO,TH",
            "Every 2 weeks on Monday and Thursday",
        ),
        (
            "FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20270331",
            (2027, 1, 1, 18),
            ["29.01. 18:00 +0100", "26.02. 18:00 +0100", "26.03. 18:00 +0100"],
            "FREQ=MONTHLY;UNTIL=20270331T215959Z;BYDAY=-1FR",
            "Every month on the last Friday",
        ),
        (
            "FREQ=MONTHLY;COUNT=3",  # on the 31st, which not every month has
            (2027, 1, 31, 18),
            ["31.01. 18:00 +0100", "31.03. 18:00 +0200", "31.05. 18:00 +0200"],
            "FREQ=MONTHLY;COUNT=3;BYMONTHDAY=31",
            "Every month on day 31 of it",
        ),
        (
            "FREQ=DAILY;INTERVAL=2;UNTIL=20270105T170000Z",  # which is when the third begins
            (2027, 1, 1, 18),
            ["01.01. 18:00 +0100", "03.01. 18:00 +0100", "05.01. 18:00 +0100"],
            "FREQ=DAILY;UNTIL=20270105T170000Z;INTERVAL=2",
            "Every 2 days",
        ),
    ],
)
def test_a_rule_has_its_dates_at_one_hour_of_its_clocks(rule, first, begins, written, said):
    found = table(rule, *first)
    assert begun(found) == begins
    assert str(found.rule) == written
    assert str(found) == said
    assert Rule.read(written, "Europe/Berlin") == found.rule


def test_an_hour_that_the_clocks_skip_makes_no_date_and_is_not_counted():
    found = table("FREQ=DAILY;COUNT=3", 2027, 3, 27, 2, 30)
    assert begun(found) == ["27.03. 02:30 +0100", "29.03. 02:30 +0200", "30.03. 02:30 +0200"]
    assert found.dates().left_out == [date(2027, 3, 28)]
    over_midnight = table("FREQ=DAILY;COUNT=2", 2027, 3, 26, 23, 30, minutes=180)
    assert begun(over_midnight) == ["26.03. 23:30 +0100", "28.03. 23:30 +0200"]


def test_of_an_hour_that_is_shown_twice_it_is_the_first():
    found = table("FREQ=DAILY;COUNT=3", 2027, 10, 30, 2, 30).dates().whens
    assert found[1].starts_at == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert [when.ends_at - when.starts_at for when in found][2] == timedelta(minutes=90)


@pytest.mark.parametrize(
    "rule",
    [
        "x",
        "FREQ=YEARLY;COUNT=2",
        "FREQ=WEEKLY",
        "FREQ=WEEKLY;COUNT=0",
        "FREQ=WEEKLY;COUNT=x",
        "FREQ=WEEKLY;COUNT=2;UNTIL=20270101",
        "FREQ=WEEKLY;COUNT=2;BYDAY=1MO",
        "FREQ=WEEKLY;COUNT=2;BYSETPOS=1",
        "FREQ=WEEKLY;COUNT=2;WKST=SU",
        "FREQ=WEEKLY;COUNT=2;INTERVAL=0",
        "FREQ=DAILY;COUNT=2;BYDAY=MO",
        "FREQ=MONTHLY;COUNT=2;BYDAY=MO",
        "FREQ=MONTHLY;COUNT=2;BYDAY=5MO",
        "FREQ=MONTHLY;COUNT=2;BYMONTHDAY=-1",
        "FREQ=MONTHLY;COUNT=2;BYMONTHDAY=1,2",
        "FREQ=MONTHLY;COUNT=2;BYDAY=1MO;BYMONTHDAY=3",
        "FREQ=WEEKLY;UNTIL=20200101",
    ],
)
def test_what_is_no_rule_here_is_refused(rule):
    with pytest.raises(ValidationError):
        table(rule, 2027, 1, 4, 18).dates()


@pytest.mark.parametrize(
    ("sent", "written"),
    [
        ({"rhythm": "week", "days": ["WE", "MO"]}, "FREQ=WEEKLY;COUNT=4;BYDAY=MO,WE"),
        ({"rhythm": "week", "interval": "2"}, "FREQ=WEEKLY;COUNT=4;INTERVAL=2;BYDAY=TU"),
        ({"rhythm": "nth"}, "FREQ=MONTHLY;COUNT=4;BYDAY=2TU"),
        ({"rhythm": "nth", "day": "2030-12-31"}, "FREQ=MONTHLY;COUNT=4;BYDAY=-1TU"),
        ({"rhythm": "last"}, "FREQ=MONTHLY;COUNT=4;BYDAY=-1TU"),
        ({"rhythm": "date"}, "FREQ=MONTHLY;COUNT=4;BYMONTHDAY=10"),
        (
            {"rhythm": "day", "times": "", "until": "2030-12-20"},
            "FREQ=DAILY;UNTIL=20301220T225959Z",
        ),
    ],
)
def test_the_form_says_a_rule_in_plain_choices(sent, written):
    usual = {"day": "2030-12-10", "begins": "15:00", "ends": "16:30", "zone": "Europe/Berlin"}
    form = RhythmForm(usual | {"interval": "1", "times": "4", "until": ""} | sent)
    assert form.is_valid(), form.errors
    assert str(form.cleaned_data["timetable"].rule) == written


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"times": "", "until": ""}, "Say either how often, or until when."),
        ({"times": "3", "until": "2030-12-20"}, "Say either how often, or until when."),
        ({"times": "", "until": "2031-12-20", "rhythm": "day"}, "too many dates at once"),
        ({"times": "", "until": "2029-12-20"}, "No day is meant by this."),
    ],
)
def test_the_form_says_what_is_wrong_with_it(sent, said):
    usual = {"day": "2030-12-10", "begins": "15:00", "ends": "16:30", "zone": "Europe/Berlin"}
    form = RhythmForm(usual | {"interval": "1", "rhythm": "week"} | sent)
    assert said in str(form.errors)
