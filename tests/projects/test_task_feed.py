"""What is due, as a calendar program reads it."""

from datetime import date, datetime, time, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from core.calendars.deadlines import Deadline, calendar
from projects.models import CalendarKey, Project
from projects.tasks.dues import Due
from tests.projects.factories import add_task, begin_project, lanes_of, place_of, take_part
from tests.projects.people import as_user
from tests.projects.test_pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def project() -> Project:
    return begin_project()


def lines_of(body: bytes) -> list[str]:
    """As a reader unfolds them."""
    return body.decode().replace("\r\n ", "").split("\r\n")


def feed_of(secret: str, **headers: str):
    return Client().get(f"/cal/{secret}.ics", headers=headers)


def test_a_day_is_a_whole_day_and_an_hour_is_a_moment():
    at = datetime(2027, 3, 1, 14, tzinfo=timezone.get_fixed_timezone(60))
    usual = {"title": "Ring, them", "text": "", "url": "u", "changed_at": at, "sequence": 3}
    day = lines_of(calendar("Mine", [Deadline("a@x", date(2027, 2, 28), **usual)]))
    hour = lines_of(calendar("Mine", [Deadline("b@x", at, **usual)]))
    assert "DTSTART;VALUE=DATE:20270228" in day
    assert "DTEND;VALUE=DATE:20270301" in day
    assert "DTSTART:20270301T130000Z" in hour
    assert {"SUMMARY:Ring\\, them", "SEQUENCE:3", "DTSTAMP:20270301T130000Z"} <= set(hour)
    assert not any(line.startswith(("ATTENDEE", "ORGANIZER")) for line in day + hour)
    assert day[-1] == ""


def test_a_calendar_gets_what_is_due_and_nothing_of_others(project):
    me = take_part(project)
    soon = timezone.localdate() + timedelta(days=3)
    mine = add_task(project, "Ring them", due=Due(soon, time(15), "Africa/Lagos"))
    done = add_task(project, "Long done", due=Due(soon))
    for task in (mine, done, add_task(project, "Without a day")):
        task.give(me, by=me)
    done.move(lanes_of(project)[-1], by=me)
    add_task(project, "Somebody else's", due=Due(soon))
    secret = CalendarKey.objects.issue(me)
    answer = feed_of(secret)
    lines = lines_of(answer.content)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert [line for line in lines if line.startswith("SUMMARY")] == ["SUMMARY:Ring them"]
    assert f"DTSTART:{soon:%Y%m%d}T140000Z" in lines
    again = feed_of(secret, **{"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    said = {"description": "", "priority": 0, "labels": [], "milestone": None}
    mine.edit(by=me, version=mine.version, title="Ring us", due=mine.when_due, **said)
    changed = feed_of(secret, **{"if-none-match": answer["ETag"]})
    assert changed.status_code == 200
    uid = [line for line in lines if line.startswith("UID")]
    assert [line for line in lines_of(changed.content) if line.startswith("UID")] == uid
    place_of(project, me).leave(by=me)
    project.community.memberships.filter(user=me).update(state="left")
    assert "SUMMARY" not in feed_of(secret).content.decode()


def test_its_address_is_shown_once_and_can_be_replaced_and_ended(project):
    me = take_part(project)
    client = as_user(me)
    made = text(client.post("/settings/calendar/"))
    secret = made.partition("/cal/")[2].partition(".ics")[0]
    assert feed_of(secret).status_code == 200
    assert secret not in text(client.get("/settings/calendar/"))
    assert secret not in str(CalendarKey.objects.values())
    other = CalendarKey.objects.issue(me)
    assert [feed_of(one).status_code for one in (secret, other)] == [404, 200]
    client.post("/settings/calendar/", {"_method": "delete"})
    assert feed_of(other).status_code == 404


def test_who_is_shut_out_of_the_site_has_no_feed(project):
    me = take_part(project)
    secret = CalendarKey.objects.issue(me)
    me.is_active = False
    me.save(update_fields=["is_active"])
    assert feed_of(secret).status_code == 404


def test_a_program_asks_for_an_address_too(project):
    me = take_part(project)
    client = as_user(me)
    assert client.get("/api/v1/me/calendar/").json() == {"created_at": None}
    address = client.put("/api/v1/me/calendar/").json()["address"]
    assert Client().get(address).status_code == 200
    assert client.delete("/api/v1/me/calendar/").status_code == 204
    assert Client().get(address).status_code == 404
