"""What somebody's calendar is told by mail of the workshop that they come to."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from learning.models import Registration
from learning.workshops.beat import see_to_seats
from notifications.models import Choice, Notice
from notifications.sending import send_owed
from tests.learning.calendars.invitations import (
    address_in,
    bytes_of,
    invitation_in,
    is_invitation,
)
from tests.learning.calendars.test_files import LINK, online
from tests.learning.factories import later, register, said

pytestmark = pytest.mark.django_db

TOKEN = r"r\.[0-9a-f]{32}@in\.hall\.example"


@pytest.fixture(autouse=True)
def _at_once(settings) -> None:
    settings.MAIL_QUIET_MINUTES = 0


def invited(sink, user) -> list:
    return [mail for mail in sink.to(user.email) if is_invitation(mail)]


def last_invitation(sink, user):
    return invitation_in(invited(sink, user)[-1])


def test_who_has_a_seat_is_invited_alone_and_has_said_yes(community, ada, relay, sink):
    workshop = online(community=community)
    other = register(workshop)
    register(workshop, ada)
    relay()
    [mail] = invited(sink, ada)
    method, event = invitation_in(mail)
    assert method == "REQUEST"
    assert event["UID"] == workshop.uid
    assert event["SEQUENCE"] == 0
    assert event["STATUS"] == "CONFIRMED"
    assert event["DTSTART"].dt == workshop.starts_at
    assert event["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert event["SUMMARY"] == workshop.title
    assert event["LOCATION"] == str(event["CONFERENCE"]) == LINK
    assert workshop.get_absolute_url() in event["URL"]
    assert re.fullmatch(TOKEN, address_in(event, "ORGANIZER"))
    assert event["ORGANIZER"].params["CN"] == "Keepers"
    assert address_in(event, "ATTENDEE") == ada.email
    assert event["ATTENDEE"].params["CN"] == ada.name
    assert event["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    assert event["ATTENDEE"].params["RSVP"] == "FALSE"
    assert other.user.email.encode() not in bytes_of(mail)
    assert address_in(event, "ORGANIZER") in mail["Reply-To"]
    assert "VALARM" not in bytes_of(mail).decode()


def test_each_answers_to_an_address_of_their_own(community, ada, relay, sink):
    workshop = online(community=community)
    other = register(workshop).user
    register(workshop, ada)
    relay()
    addresses = {address_in(last_invitation(sink, user)[1], "ORGANIZER") for user in (ada, other)}
    assert len(addresses) == 2


def test_who_waits_is_invited_when_a_seat_is_offered_without_where_one_joins(
    community, ada, relay, sink
):
    workshop = online(community=community, online_seats=1)
    first = register(workshop)
    mine = register(workshop, ada)
    relay()
    assert sink.to(ada.email) != []
    assert invited(sink, ada) == []
    first.cancel()
    relay()
    [mail] = invited(sink, ada)
    method, event = invitation_in(mail)
    params = event["ATTENDEE"].params
    assert (method, params["PARTSTAT"], params["RSVP"]) == ("REQUEST", "NEEDS-ACTION", "TRUE")
    assert b"Whimbrel" not in bytes_of(mail).replace(b"\r\n ", b"")
    assert "Whimbrel" not in mail.as_string()
    Registration.objects.get(pk=mine.pk).accept()
    relay()
    method, event = last_invitation(sink, ada)
    assert (method, event["SEQUENCE"]) == ("REQUEST", 0)
    assert event["LOCATION"] == LINK


def test_a_move_asks_again_who_has_a_seat_and_keeps_its_name(community, ada, relay, sink):
    workshop = online(community=community, online_seats=1)
    register(workshop, ada)
    waiting = register(workshop).user
    relay()
    workshop.move(later(days=12), by=workshop.hosts[0], note="The room was taken")
    relay()
    before, after = (invitation_in(mail)[1] for mail in invited(sink, ada))
    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    workshop.refresh_from_db()
    assert after["DTSTART"].dt == workshop.starts_at
    params = after["ATTENDEE"].params
    assert (params["PARTSTAT"], params["RSVP"]) == ("NEEDS-ACTION", "TRUE")
    assert invited(sink, waiting) == []
    hosts = [mail for mail in sink.to(workshop.hosts[0].email) if is_invitation(mail)]
    assert hosts == []


def test_a_cancellation_takes_it_out_of_the_calendars_of_who_had_a_seat(
    community, ada, relay, sink
):
    workshop = online(community=community, online_seats=1)
    register(workshop, ada)
    waiting = register(workshop).user
    relay()
    workshop.cancel(by=workshop.hosts[0], note="The speaker is ill")
    relay()
    method, event = last_invitation(sink, ada)
    assert (method, event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
    assert event["UID"] == workshop.uid
    assert address_in(event, "ATTENDEE") == ada.email
    assert LINK not in bytes_of(invited(sink, ada)[-1]).decode().replace("\r\n ", "")
    assert invited(sink, waiting) == []


def test_who_gives_a_seat_back_is_told_alone_and_can_come_back(community, ada, relay, sink):
    workshop = online(community=community)
    register(workshop)
    mine = register(workshop, ada)
    relay()
    sink.messages.clear()
    mine.cancel()
    relay()
    [mail] = [mail for mail in sink.messages if is_invitation(mail)]
    assert mail["To"] == ada.email
    method, event = invitation_in(mail)
    # For one person it keeps the number, so that they can be invited with it again.
    assert (method, event["SEQUENCE"], "STATUS" in event) == ("CANCEL", 0, False)
    register(workshop, ada)
    relay()
    method, event = last_invitation(sink, ada)
    assert (method, event["SEQUENCE"]) == ("REQUEST", 0)


def test_who_only_waited_is_sent_nothing_to_cancel(community, ada, relay, sink):
    workshop = online(community=community, online_seats=1)
    register(workshop)
    mine = register(workshop, ada)
    relay()
    mine.cancel()
    relay()
    assert invited(sink, ada) == []


def test_an_offer_that_nobody_answers_is_taken_out_again(community, ada, relay, sink):
    workshop = online(community=community, online_seats=1)
    first = register(workshop)
    mine = register(workshop, ada)
    first.cancel()
    relay()
    Registration.objects.filter(pk=mine.pk).update(offer_ends_at=workshop.created_at)
    see_to_seats()
    relay()
    assert [invitation_in(mail)[0] for mail in invited(sink, ada)] == ["REQUEST", "CANCEL"]


def test_it_goes_out_though_the_notice_was_read_in_the_app(community, ada, relay, sink, settings):
    settings.MAIL_QUIET_MINUTES = 10
    workshop = online(community=community, online_seats=1)
    waiting = register(workshop, ada, takes_at_once=True) and register(workshop).user
    relay()
    Notice.objects.update(read_at=timezone.now())
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        send_owed(seconds=30)
    assert last_invitation(sink, ada)[0] == "REQUEST"
    assert sink.to(waiting.email) == []  # what tells no calendar was read, and is not mailed


def test_who_wants_no_mail_of_their_seats_gets_none(community, ada, relay, sink):
    Choice.objects.create(user=ada, matter="workshop_seats", way="app")
    register(online(community=community), ada)
    relay()
    assert sink.to(ada.email) == []


def test_who_has_left_before_it_goes_out_is_not_invited(community, ada, relay, sink):
    register(online(community=community), ada)
    community.memberships.get(user=ada).leave()
    relay()
    assert invited(sink, ada) == []


def test_where_mails_hold_no_words_of_members_they_bring_no_calendar(
    community, ada, relay, sink, settings
):
    settings.MAIL_CONTENT = False
    workshop = online(community=community)
    register(workshop, ada)
    relay()
    [mail] = sink.to(ada.email)
    assert not is_invitation(mail)
    assert "Whimbrel" not in mail.as_string()
    assert workshop.title not in mail.as_string()


def test_where_no_mail_comes_in_nobody_is_asked_to_answer(community, ada, relay, sink, settings):
    settings.MAIL_IN = ""
    workshop = online(community=community)
    register(workshop, ada)
    workshop.move(later(days=12), by=workshop.hosts[0])
    relay()
    _method, event = last_invitation(sink, ada)
    assert address_in(event, "ORGANIZER") == "no-reply@hall.example"
    assert event["ATTENDEE"].params["RSVP"] == "FALSE"
    assert "Reply with" not in invited(sink, ada)[-1].as_string()


def test_its_mail_says_which_words_answer_it(community, ada, relay, sink):
    register(online(community=community), ada)
    relay()
    [mail] = invited(sink, ada)
    for kind in ("plain", "html"):
        assert "Reply with “no”" in mail.get_body((kind,)).get_content()


def relocate(workshop, **more) -> None:
    usual = {"format": workshop.format, "venue": workshop.venue, "join_link": workshop.join_link}
    host = workshop.hosts[0]
    words = said(title=more.pop("title", workshop.title))
    workshop.edit(by=host, version=workshop.version, hosts=[host], **words, **(usual | more))


def test_where_one_joins_is_told_later_to_the_calendars_of_who_comes(community, ada, relay, sink):
    workshop = online(community=community, join_link="", online_seats=1)
    register(workshop, ada)
    waiting = register(workshop).user
    relay()
    before = last_invitation(sink, ada)[1]
    assert before["LOCATION"] == "Online"
    relocate(workshop, title="Reading plots", online_seats=1)
    relay()
    assert len(invited(sink, ada)) == 1  # a title is no reason to write to all
    relocate(workshop, join_link=LINK, online_seats=1)
    relay()
    method, event = last_invitation(sink, ada)
    assert (method, event["SEQUENCE"], event["LOCATION"]) == ("REQUEST", 0, LINK)
    assert event["SUMMARY"] == "Reading plots"
    assert event["DTSTAMP"].dt >= before["DTSTAMP"].dt
    assert event["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    assert not [one for one in sink.to(waiting.email) if "changed where" in one.as_string()]
