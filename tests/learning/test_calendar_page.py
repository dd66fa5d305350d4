"""The calendar of workshops: a month as days or as lines, and the same by the API."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from communities.models import Community
from core import months
from learning.models import Recording, Workshop
from learning.workshops.when import When
from tests.communities.factories import CommunityFactory, join
from tests.learning.factories import publish_workshop, register
from tests.learning.test_workshops import as_user, text

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 12, 10, 12, 0, tzinfo=UTC)


@pytest.fixture
def community() -> Community:
    return CommunityFactory()


def on(day: int, hour: int = 14, *, until: tuple[int, int] | None = None, month: int = 12) -> When:
    begins = datetime(2026, month, day, hour, tzinfo=UTC)
    ends = datetime(2026, month, *until, tzinfo=UTC) if until else begins.replace(hour=hour + 1)
    return When.on(begins, ends, "Europe/Berlin")


def held(community: Community, title: str, when: When) -> Workshop:
    """Published long before."""
    with time_machine.travel(datetime(2026, 6, 1, tzinfo=UTC), tick=False):
        return publish_workshop(community=community, title=title, when=when)


def cells(page: str) -> dict[str, list[str]]:
    """What stands in each cell of the table that has something, by its date."""
    found = re.findall(r'<time class="month__n" datetime="([\d-]+)".*?</td>', page, re.DOTALL)
    whole = re.findall(r"<td.*?</td>", page, re.DOTALL)
    titles = [re.findall(r"<span>([A-Z][^<]+?) <", cell) for cell in whole]
    return {day: said for day, said in zip(found, titles, strict=True) if said}


def test_each_stands_on_its_days_by_the_readers_clocks(community):
    held(community, "Late", on(14, 23, until=(15, 1)))
    held(community, "Camp", on(16, 8, until=(18, 10)))
    held(community, "Before", on(30, month=11))
    over = held(community, "Over", on(3))
    held(community, "Far", on(20, month=10))
    with time_machine.travel(NOW, tick=False):
        Recording.objects.share(over, by=over.proposed_by, link="https://e.org/", chapters="")
        address = f"{community.address}learning/workshops/calendar/"
        assert cells(text(Client().get(address))) == {
            "2026-11-30": ["Before"],
            "2026-12-03": ["Over"],
            "2026-12-14": ["Late"],
            "2026-12-15": ["Late"],
            "2026-12-16": ["Camp"],
            "2026-12-17": ["Camp"],
            "2026-12-18": ["Camp"],
        }
        tokyo = join(community)
        type(tokyo).objects.filter(pk=tokyo.pk).update(timezone="Asia/Tokyo")
        tokyo.refresh_from_db()
        page = text(as_user(tokyo).get(address))
        assert cells(page)["2026-12-15"] == ["Late"]
        assert "2026-12-14" not in cells(page)
        assert "Tokyo (UTC+9)" in page
        agenda = text(as_user(tokyo).get(f"{address}?as=agenda&month=2026-12"))
        assert "08:00–10:00" in agenda
        assert "Recorded" in agenda
        assert "<table" not in agenda
        assert "Before" not in agenda
        assert "No workshop in this month" in text(Client().get(f"{address}?month=2027-05"))


def test_a_month_can_be_narrowed_to_ones_own_and_is_read_as_its_readers_may(community):
    theirs = held(community, "Theirs", on(14))
    held(community, "Another", on(15))
    private = held(CommunityFactory(visibility="private"), "Hidden", on(16))
    with time_machine.travel(NOW, tick=False):
        comes = register(theirs).user
        of_all = cells(text(as_user(comes).get("/workshops/calendar/")))
        assert of_all == {"2026-12-14": ["Theirs"], "2026-12-15": ["Another"]}
        mine = cells(text(as_user(comes).get("/workshops/calendar/?state=mine")))
        assert mine == {"2026-12-14": ["Theirs"]}
        hosting = cells(text(as_user(theirs.proposed_by).get("/workshops/calendar/?state=hosting")))
        assert hosting == {"2026-12-14": ["Theirs"]}
        assert cells(text(Client().get("/workshops/calendar/?state=mine"))) == {}
        closed = Client().get(f"{private.community.address}learning/workshops/calendar/")
        assert closed.status_code == 403
        assert "Hidden" not in text(closed)
        assert cells(text(Client().get("/workshops/calendar/"))) == of_all
        member = as_user(private.proposed_by)
        assert "Hidden" in text(member.get("/workshops/calendar/"))


@pytest.mark.parametrize("rows", [1, 3])
def test_a_month_costs_the_same_however_much_is_in_it(django_assert_num_queries, community, rows):
    for number in range(rows):
        with time_machine.travel(NOW, tick=False):
            held(community, f"No {number}", on(20 + number % 2))
    member = as_user(join(community))
    with time_machine.travel(NOW, tick=False):
        for client, most in ((Client(), 4), (member, 8)):
            with django_assert_num_queries(most):
                client.get(f"{community.address}learning/workshops/calendar/")


def test_the_api_lists_a_time_that_is_named_with_what_is_over(community):
    over, to_come = held(community, "Over", on(3)), held(community, "To come", on(14))
    held(community, "Later", on(31))
    with time_machine.travel(NOW, tick=False):
        listed = f"/api/v1/communities/{community.slug}/workshops/"
        named = {"since": "2026-12-01T00:00:00Z", "until": "2026-12-31T00:00:00Z"}
        found = Client().get(listed, named).json()["items"]
        assert [one["id"] for one in found] == [over.pk, to_come.pk]
        assert [one["is_recorded"] for one in found] == [False, False]
        begins = Client().get(listed, {"since": "2026-12-14T14:30:00Z", "limit": 1}).json()
        assert [one["id"] for one in begins["items"]] == [to_come.pk]
        assert Client().get(listed, {"since": "soon"}).status_code == 400


@pytest.mark.parametrize("name", ["1850-13", "9999-12", "0001-01", "2026", "x", "2026-12-01"])
def test_a_month_that_is_none_is_this_one(community, name):
    with time_machine.travel(NOW, tick=False):
        page = Client().get(f"{community.address}learning/workshops/calendar/?month={name}")
        assert "December 2026" in text(page)


def test_a_week_begins_as_the_language_of_its_reader_has_it(monkeypatch):
    first = timezone.datetime(2026, 12, 1, tzinfo=ZoneInfo("UTC")).date()
    assert f"{months.days_of(first)[0][0]:%a %d}" == "Mon 30"
    monkeypatch.setattr("django.utils.formats.get_format", lambda _name: 0)
    assert f"{months.days_of(first)[0][0]:%a %d}" == "Sun 29"
