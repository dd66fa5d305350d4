"""A workshop as a file, and in the addresses of calendars."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from icalendar import Calendar

from communities.models import Role
from learning.calendars.entries import links_to_add
from learning.models import Format, Mode
from tests.communities.factories import CommunityFactory, join
from tests.learning.factories import propose_workshop, publish_workshop, register

pytestmark = pytest.mark.django_db

LINK = "https://meet.example/Whimbrel-2207"


def online(**changes):
    return publish_workshop(**({"join_link": LINK, "format": Format.ONLINE} | changes))


def as_user(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def event_of(body: bytes):
    [event] = Calendar.from_ical(body).events
    return event


def addresses_of(workshop) -> list[str]:
    return [f"{workshop.address}calendar.ics", f"/api/v1/workshops/{workshop.pk}/calendar/"]


def test_a_visitor_keeps_a_public_workshop_without_where_one_joins_it():
    workshop = online(note="Bring a pencil")
    for address in addresses_of(workshop):
        answer = Client().get(address)
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        assert b"Whimbrel" not in answer.content
        assert b"ATTENDEE" not in answer.content
        event = event_of(answer.content)
        assert event["UID"] == workshop.uid
        assert event["DTSTART"].dt == workshop.starts_at
        assert event["DTSTART"].params["TZID"] == "Europe/Berlin"
        assert event["SUMMARY"] == workshop.title
        assert event["LOCATION"] == "Online"
        assert workshop.get_absolute_url() in event["URL"]
    assert (
        'filename="reading-a-forest-plot.ics"'
        in Client().get(addresses_of(workshop)[0])["Content-Disposition"]
    )


def test_who_has_a_seat_finds_where_one_joins_and_who_waits_does_not():
    workshop = online(online_seats=1)
    seated, waiting = register(workshop).user, register(workshop).user
    host = workshop.hosts[0]
    for address in addresses_of(workshop):
        for user, knows in ((seated, True), (host, True), (waiting, False)):
            body = as_user(user).get(address).content.replace(b"\r\n ", b"")
            assert (LINK.encode() in body) is knows
        assert event_of(as_user(seated).get(address).content)["LOCATION"] == LINK
        assert event_of(as_user(waiting).get(address).content)["STATUS"] == "TENTATIVE"


def test_who_comes_to_the_room_is_sent_to_the_room():
    workshop = online(format=Format.HYBRID, venue="Library")
    there = register(workshop, mode=Mode.IN_PERSON).user
    here = register(workshop, mode=Mode.ONLINE).user
    places = [
        event_of(as_user(user).get(addresses_of(workshop)[0]).content)["LOCATION"]
        for user in (there, here)
    ]
    assert places == ["Library", LINK]


def test_it_is_not_sent_again_until_it_changes():
    workshop = online()
    for address in addresses_of(workshop):
        before = Client().get(address)
        asked = {"if-none-match": before["ETag"]}
        assert Client().get(address, headers=asked).status_code == 304
    workshop.cancel(by=workshop.hosts[0])
    for address in addresses_of(workshop):
        after = Client().get(address, headers=asked)
        assert after.status_code == 200
        event = event_of(after.content)
        assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)


def test_what_is_proposed_and_what_is_unseen_is_in_no_calendar():
    boss = join(CommunityFactory(), role=Role.FACILITATOR)
    community = boss.memberships.get().community
    proposed = propose_workshop(community=community)
    secret = publish_workshop(community=CommunityFactory(visibility="secret"))
    for workshop in (proposed, secret):
        for address in addresses_of(workshop):
            assert as_user(boss).get(address).status_code == 404


def test_the_page_leads_into_calendars_and_tells_them_no_secret():
    workshop = online()
    seated = register(workshop).user
    page = as_user(seated).get(workshop.get_absolute_url()).content.decode()
    assert f"{workshop.address}calendar.ics" in page
    links = dict(links_to_add(workshop))
    assert list(links) == ["Google", "Outlook", "Office 365", "Yahoo"]
    for address in links.values():
        assert address.replace("&", "&amp;") in page
        assert "Whimbrel" not in address
    said = parse_qs(urlsplit(links["Google"]).query)
    assert said["dates"] == [
        "/".join(f"{at:%Y%m%dT%H%M%SZ}" for at in (workshop.starts_at, workshop.ends_at))
    ]
    assert said["text"] == [workshop.title]
