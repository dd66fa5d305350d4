"""A series in people's calendars: a file, and an address of one's own for programs."""

import pytest
from django.test import Client

from communities.models import Membership
from learning.models import CalendarFeed, Workshop
from tests.communities.factories import CommunityFactory, join
from tests.learning.factories import come_to_all, propose_series, publish_series, publish_workshop
from tests.learning.test_workshops import as_user, text

pytestmark = pytest.mark.django_db

LINK = "https://meet.example.org/sandpiper-4410"


def test_a_series_has_a_file_and_a_feed_that_can_be_ended(relay):
    community = CommunityFactory(visibility="private")
    series = publish_series(community=community, join_link=LINK)
    other = publish_workshop(community=community)
    member = join(community)
    come_to_all(series, member)
    uids = [one.uid for one in Workshop.objects.filter(series=series)]
    for at in (f"{series.address}calendar.ics", f"/api/v1/series/{series.pk}/calendar/"):
        assert Client().get(at).status_code in (403, 404)
        body = text(as_user(member).get(at)).replace("\r\n ", "")
        assert (body.count("BEGIN:VEVENT"), "METHOD:PUBLISH" in body) == (3, True)
        assert all(uid in body for uid in uids)
        assert LINK in body
        assert LINK not in text(as_user(join(community)).get(at)).replace("\r\n ", "")

    page = as_user(member).post("/settings/calendars/", {"series": series.pk})
    address = text(page).split('id="made" value="')[1].split('"')[0]
    at = address.partition("/cal/")[2]
    feed = Client().get(f"/cal/{at}")
    assert text(feed).count("BEGIN:VEVENT") == 3
    assert other.uid not in text(feed)
    assert Client().get(f"/cal/{at}", headers={"if-none-match": feed["ETag"]}).status_code == 304
    listed = as_user(member).get("/api/v1/me/calendars/").json()
    assert [one["series"] for one in listed] == [None, None, series.pk]
    Workshop.objects.filter(series=series).first().cancel(by=series.proposed_by)
    assert text(Client().get(f"/cal/{at}")).count("STATUS:CANCELLED") == 1

    put = f"/api/v1/series/{series.pk}/calendar/address/"
    again = as_user(member).put(put).json()["address"].partition("/cal/")[2]
    assert Client().get(f"/cal/{at}").status_code == 404  # another in its place
    assert Client().get(f"/cal/{again}").status_code == 200
    Membership.objects.get(user=member, community=community).leave()
    relay()
    assert Client().get(f"/cal/{again}").status_code == 404
    ended = as_user(member).post("/settings/calendars/", {"series": series.pk, "_method": "delete"})
    assert ended.status_code == 302
    assert not CalendarFeed.objects.exists()
    assert as_user(member).delete(put).status_code == 404


def test_of_what_is_proposed_or_none_there_is_no_feed():
    series = propose_series()
    member = as_user(join(series.community))
    for sent in (series.pk, 999_999, "x", "9" * 30):
        assert member.post("/settings/calendars/", {"series": sent}).status_code == 404
    assert member.get(f"{series.address}calendar.ics").status_code == 404
