"""The addresses by which calendar programs read workshops, as one member."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from accounts.models import User
from communities.models import Community, Role, Space
from communities.models.space import SpaceVisibility
from learning.calendars.models import CalendarFeed
from tests.communities.factories import CommunityFactory, join
from tests.learning.calendars.test_files import LINK, as_user, online
from tests.learning.factories import later, propose_workshop, publish_workshop, register

pytestmark = pytest.mark.django_db


@pytest.fixture
def community() -> Community:
    return CommunityFactory(name="Keepers", visibility="private")


@pytest.fixture
def me(community) -> User:
    return join(community)


def feed_of(secret: str, **headers: str):
    return Client().get(f"/cal/workshops/{secret}.ics", headers=headers)


def issue(user: User, community: Community | None = None) -> str:
    return CalendarFeed.objects.issue(user, community=community)


def titles(secret: str) -> list[str]:
    answer = feed_of(secret)
    assert answer.status_code == 200
    return [str(event["SUMMARY"]) for event in Calendar.from_ical(answer.content).events]


def unfolded(secret: str) -> str:
    return feed_of(secret).content.decode().replace("\r\n ", "")


def test_ones_own_has_what_one_comes_to_waits_for_and_hosts_across_communities(me, community):
    elsewhere = CommunityFactory()
    for title, days, home in (("Mine", 3, community), ("Elsewhere", 4, elsewhere)):
        register(
            publish_workshop(community=home, title=title, when=later(days=days)), join(home, me)
        )
    full = publish_workshop(community=community, title="Full", online_seats=1, when=later(days=5))
    register(full)
    register(full, me)
    publish_workshop(community=community, title="Hosted", by=me, when=later(days=6))
    propose_workshop(community=community, title="Proposed", by=me)
    publish_workshop(community=community, title="Of others")
    given_back = register(publish_workshop(community=community, title="Given back"), me)
    given_back.cancel()
    assert titles(issue(me)) == ["Mine", "Elsewhere", "Full", "Hosted"]
    assert unfolded(issue(me)).count("STATUS:TENTATIVE") == 1


def test_that_of_a_community_has_what_the_member_may_read(me, community):
    publish_workshop(community=community, title="For all")
    closed = Space.objects.create(
        community=community, name="Closed", slug="closed", visibility=SpaceVisibility.GROUP
    )
    insider = join(community)
    closed.name_people([insider])
    publish_workshop(space=closed, by=insider, title="For some")
    propose_workshop(community=community, title="Proposed")
    publish_workshop(title="Of another community")
    assert titles(issue(me, community)) == ["For all"]
    assert titles(issue(insider, community)) == ["For all", "For some"]


def test_a_feed_says_what_it_is_and_names_nobody_who_comes(me, community):
    register(online(community=community), me)
    said = unfolded(issue(me, community))
    assert "METHOD:PUBLISH" in said
    assert "X-WR-CALNAME:Workshops of Keepers" in said
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in said
    assert "X-PUBLISHED-TTL:PT1H" in said
    assert "ATTENDEE" not in said
    assert me.email not in said


def test_where_one_joins_is_in_no_feed_of_who_has_no_seat(me, community):
    workshop = online(community=community, online_seats=1)
    seated, boss = register(workshop).user, join(community, role=Role.FACILITATOR)
    register(workshop, me)
    for user, knows in ((me, False), (seated, True), (boss, True), (workshop.hosts[0], True)):
        assert (LINK in unfolded(issue(user, community))) is knows
    assert LINK not in unfolded(issue(me))
    secret = issue(seated)
    assert LINK in unfolded(secret)
    before = feed_of(secret)
    workshop.registrations.get(user=seated).cancel()
    after = feed_of(secret, **{"if-none-match": before["ETag"]})
    assert (after.status_code, b"Whimbrel" in after.content) == (200, False)


def test_it_is_not_sent_again_until_something_changes(me, community):
    workshop = publish_workshop(community=community)
    secret = issue(me, community)
    asked = {"if-none-match": feed_of(secret)["ETag"]}
    again = feed_of(secret, **asked)
    assert (again.status_code, again.content) == (304, b"")
    workshop.move(later(days=12), by=workshop.hosts[0])
    moved = feed_of(secret, **asked)
    assert moved.status_code == 200
    [event] = Calendar.from_ical(moved.content).events
    assert (event["UID"], event["SEQUENCE"]) == (workshop.uid, 1)


def test_what_is_cancelled_is_said_for_thirty_days(me, community):
    workshop = publish_workshop(community=community, when=later(days=40))
    register(workshop, me)
    workshop.cancel(by=workshop.hosts[0])
    now = timezone.now()
    for secret in (issue(me), issue(me, community)):
        with time_machine.travel(now + timedelta(days=29), tick=False):
            assert "STATUS:CANCELLED" in unfolded(secret)
        with time_machine.travel(now + timedelta(days=31), tick=False):
            assert titles(secret) == []


def test_what_is_over_is_kept_for_a_year(me, community):
    publish_workshop(community=community)
    secret = issue(me, community)
    for days, kept in ((300, 1), (400, 0)):
        with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
            assert len(titles(secret)) == kept


def test_who_has_left_reads_nothing_of_it_any_more(me, community):
    register(publish_workshop(community=community, title="Mine"), me)
    own, of_community = issue(me), issue(me, community)
    assert titles(own) == titles(of_community) == ["Mine"]
    community.memberships.get(user=me).leave()
    assert titles(own) == []
    assert feed_of(of_community).status_code == 404


def test_who_has_left_a_public_community_reads_what_all_can(me):
    public = CommunityFactory()
    join(public, me)
    publish_workshop(community=public, title="For all")
    secret = issue(me, public)
    public.memberships.get(user=me).leave()
    assert titles(secret) == ["For all"]


def test_an_address_is_shown_once_and_replaced_and_ended(me, community):
    for slug in ("", community.slug):
        client = as_user(me)
        made = client.post("/settings/calendars/", {"community": slug}).content.decode()
        secret = made.partition("/cal/workshops/")[2].partition(".ics")[0]
        assert feed_of(secret).status_code == 200
        assert secret not in client.get("/settings/calendars/").content.decode()
        assert secret not in str(CalendarFeed.objects.values())
        other = issue(me, community if slug else None)
        assert [feed_of(one).status_code for one in (secret, other)] == [404, 200]
        client.post("/settings/calendars/", {"_method": "delete", "community": slug})
        assert feed_of(other).status_code == 404
    assert not CalendarFeed.objects.exists()


def test_a_program_asks_for_addresses_too(me, community):
    client = as_user(me)
    listed = client.get("/api/v1/me/calendars/").json()
    none = {"series": None, "created_at": None}
    nothing = [{"community": slug} | none for slug in ("", community.slug)]
    assert listed == nothing
    for path in ("me/calendars/own/", f"communities/{community.slug}/calendar/"):
        address = client.put(f"/api/v1/{path}").json()["address"]
        assert Client().get(address).status_code == 200
        assert client.delete(f"/api/v1/{path}").status_code == 204
        assert client.delete(f"/api/v1/{path}").status_code == 404
        assert Client().get(address).status_code == 404


def test_nobody_subscribes_to_what_they_may_not_read_or_ends_a_feed_of_others(me, community):
    outsider = as_user(join(CommunityFactory()))
    secret = issue(me, community)
    asked = outsider.post("/settings/calendars/", {"community": community.slug})
    assert asked.status_code == 403
    asked = outsider.put(f"/api/v1/communities/{community.slug}/calendar/")
    assert asked.status_code == 403
    ended = {"_method": "delete", "community": community.slug}
    assert outsider.post("/settings/calendars/", ended).status_code == 404
    assert feed_of(secret).status_code == 200


def test_who_is_shut_out_of_the_site_has_no_feed(me):
    secret = issue(me)
    me.is_active = False
    me.save(update_fields=["is_active"])
    assert feed_of(secret).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_a_feed_takes_as_many_queries_for_three_workshops_as_for_one(
    me, community, rows, django_assert_num_queries
):
    for _ in range(rows):
        register(online(community=community), me)
    for secret, queries in ((issue(me), 4), (issue(me, community), 5)):
        with django_assert_num_queries(queries):
            assert len(titles(secret)) == rows
