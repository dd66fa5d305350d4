"""What calendars answer to invitations, and what becomes of it."""

import smtplib
from datetime import timedelta
from email.policy import SMTP

import pytest
from django.utils import timezone

from learning.models import InvitationAnswer, Registration
from notifications.inbound.processing import see_to, take_waiting
from notifications.inbound.taking_in import take_in
from notifications.models import Arrival, Notice, ReplyAddress
from tests.accounts.factories import UserFactory
from tests.communities.factories import join
from tests.learning.calendars.invitations import invitation_in, is_invitation
from tests.learning.calendars.replies import answer_to, press
from tests.learning.calendars.test_files import LINK, online
from tests.learning.factories import later, register
from tests.notifications.inbound.mails import come, vouched_for
from tests.notifications.inbound.test_server import Running
from tests.racing import queue_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_once(settings) -> None:
    settings.MAIL_QUIET_MINUTES = 0


@pytest.fixture
def workshop(community):
    return online(community=community, online_seats=1)


@pytest.fixture
def invited(workshop, ada, relay, sink):
    """The mail that invites Ada, who has the one seat."""
    register(workshop, ada)
    relay()
    return last_to(sink, ada)


def last_to(sink, user):
    return [mail for mail in sink.to(user.email) if is_invitation(mail)][-1]


def text_of(mail) -> str:
    return mail.get_body(("plain",)).get_content()


def state(workshop, user) -> str:
    return Registration.objects.get(workshop=workshop, user=user).state


def said_by(user) -> list[str]:
    found = InvitationAnswer.objects.filter(registration__user=user)
    return list(found.values_list("said", flat=True))


def test_yes_keeps_the_seat_and_tells_nobody_anything(invited, workshop, ada, relay, sink):
    sink.messages.clear()
    arrival = press(invited, "ACCEPTED")
    relay()
    assert (arrival.state, arrival.url) == ("obeyed", workshop.get_absolute_url())
    assert (state(workshop, ada), said_by(ada)) == ("confirmed", ["ACCEPTED"])
    assert sink.messages == []


def test_maybe_keeps_the_seat_and_is_kept(invited, workshop, ada):
    press(invited, "TENTATIVE")
    mine = Registration.objects.get(user=ada)
    assert (mine.state, mine.comes_perhaps) == ("confirmed", True)


def test_no_gives_the_seat_to_the_next_and_tells_that_calendar_nothing_it_knows(
    invited, workshop, ada, relay, sink
):
    waiting = register(workshop, takes_at_once=True).user
    relay()
    sink.messages.clear()
    press(invited, "DECLINED")
    relay()
    assert (state(workshop, ada), state(workshop, waiting)) == ("cancelled", "confirmed")
    assert sink.to(ada.email) == []
    assert invitation_in(last_to(sink, waiting))[0] == "REQUEST"


def test_yes_takes_the_seat_that_is_offered_and_tells_where_one_joins(workshop, ada, relay, sink):
    first = register(workshop)
    register(workshop, ada)
    first.cancel()
    relay()
    press(last_to(sink, ada), "ACCEPTED")
    relay()
    assert state(workshop, ada) == "confirmed"
    method, event = invitation_in(last_to(sink, ada))
    params = event["ATTENDEE"].params
    assert (method, event["LOCATION"], params["PARTSTAT"]) == ("REQUEST", LINK, "ACCEPTED")


def test_maybe_leaves_an_offer_open_and_no_ends_it(workshop, ada, relay, sink):
    first = register(workshop)
    register(workshop, ada)
    first.cancel()
    relay()
    press(last_to(sink, ada), "TENTATIVE")
    assert state(workshop, ada) == "offered"
    press(last_to(sink, ada), "DECLINED", stamp=timezone.now() + timedelta(seconds=9))
    assert state(workshop, ada) == "cancelled"


def test_yes_after_no_takes_a_seat_again_or_waits(invited, workshop, ada, relay, sink):
    press(invited, "DECLINED", stamp=timezone.now())
    other = register(workshop)
    press(invited, "ACCEPTED", stamp=timezone.now() + timedelta(minutes=1))
    relay()
    assert state(workshop, ada) == "waitlisted"
    assert any("waiting list" in text_of(mail) for mail in sink.to(ada.email))
    other.cancel()
    press(invited, "ACCEPTED", stamp=timezone.now() + timedelta(minutes=2))
    assert state(workshop, ada) == "confirmed"


@pytest.mark.parametrize("said", ["NEEDS-ACTION", "DELEGATED", "X-OTHER"])
def test_what_says_nothing_changes_nothing(invited, workshop, ada, said):
    assert press(invited, said).state == "obeyed"
    assert (state(workshop, ada), said_by(ada)) == ("confirmed", [])


def test_of_two_answers_the_later_counts_in_whichever_order_they_come(invited, workshop, ada):
    now = timezone.now()
    press(invited, "TENTATIVE", stamp=now + timedelta(minutes=2))
    press(invited, "DECLINED", stamp=now + timedelta(minutes=1))
    press(invited, "DECLINED", stamp=now + timedelta(minutes=2))
    assert (state(workshop, ada), said_by(ada)) == ("confirmed", ["TENTATIVE"])
    press(invited, "DECLINED", stamp=now + timedelta(minutes=3))
    assert state(workshop, ada) == "cancelled"


def test_an_answer_that_comes_twice_is_done_once(invited, workshop, ada):
    stamp = timezone.now()
    press(invited, "DECLINED", stamp=stamp)
    register(workshop, ada)
    changes = Registration.objects.get(user=ada).changes
    assert press(invited, "DECLINED", stamp=stamp).state == "obeyed"
    mine = Registration.objects.get(user=ada)
    assert (mine.state, mine.changes) == ("confirmed", changes)


def test_what_answers_an_earlier_hour_changes_nothing_and_is_asked_anew(
    invited, workshop, ada, relay, sink
):
    workshop.move(later(days=12), by=workshop.hosts[0])
    relay()
    arrival = press(invited, "DECLINED")
    relay()
    assert (arrival.state, state(workshop, ada), said_by(ada)) == ("obeyed", "confirmed", [])
    letter = last_to(sink, ada)
    assert letter["Auto-Submitted"] == "auto-replied"
    assert "changed nothing" in text_of(letter)
    method, event = invitation_in(letter)
    assert (method, event["SEQUENCE"]) == ("REQUEST", 1)
    assert event["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"
    press(letter, "DECLINED")
    assert state(workshop, ada) == "cancelled"


def test_what_answers_one_that_was_cancelled_is_told_so(invited, workshop, ada, relay, sink):
    workshop.cancel(by=workshop.hosts[0])
    relay()
    press(invited, "ACCEPTED")
    relay()
    method, event = invitation_in(last_to(sink, ada))
    assert (method, event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)


def test_another_time_is_put_to_the_hosts_and_declined(invited, workshop, ada, relay, sink):
    host = workshop.hosts[0]
    begins = workshop.starts_at + timedelta(days=1)
    how = {
        "DTSTART": begins,
        "DTEND": begins + timedelta(hours=1),
        "COMMENT": "I teach on Mondays",
    }
    for _time in "12":
        press(invited, "TENTATIVE", method="COUNTER", **how)
    relay()
    workshop.refresh_from_db()
    assert (workshop.sequence, state(workshop, ada)) == (0, "confirmed")
    [notice] = Notice.objects.filter(user=host, kind__endswith=".SomebodyProposesAnotherTime")
    assert notice.actor == ada
    assert "I teach on Mondays" in notice.excerpt
    [told] = [mail for mail in sink.to(host.email) if "I teach on Mondays" in text_of(mail)]
    assert "They propose" in text_of(told)
    method, event = invitation_in(last_to(sink, ada))
    assert (method, event["UID"], event["SEQUENCE"]) == ("DECLINECOUNTER", workshop.uid, 0)
    assert event["DTSTART"].dt == workshop.starts_at


def test_the_same_time_proposed_is_no_news(invited, workshop, ada, relay, sink):
    press(invited, "TENTATIVE", method="COUNTER")
    relay()
    assert not Notice.objects.filter(kind__endswith=".SomebodyProposesAnotherTime").exists()


def test_who_had_it_passed_on_is_sent_where_one_registers(invited, workshop, ada, relay, sink):
    arrival = press(invited, "DECLINED", by="bob@elsewhere.example")
    relay()
    assert (arrival.state, arrival.reason) == ("refused", "not_invited")
    assert state(workshop, ada) == "confirmed"
    [letter] = sink.to("bob@elsewhere.example")
    text = text_of(letter)
    assert f"https://hall.example{workshop.address}" in text
    assert workshop.title not in letter.as_string()
    assert LINK not in letter.as_string()
    assert ada.email not in letter.as_string()


def test_an_account_of_another_answers_for_nobody_but_itself(invited, workshop, ada):
    other = join(workshop.community, UserFactory(email="bea@home.example"))
    press(invited, "DECLINED", by=other.email)
    assert state(workshop, ada) == "confirmed"
    arrival = press(invited, "DECLINED", by=ada.email, sender=other.email)
    assert (arrival.state, arrival.user, state(workshop, ada)) == ("held", ada, "confirmed")
    arrival = press(invited, "DECLINED", by=other.email, sender=ada.email)
    assert (arrival.state, arrival.reason) == ("refused", "not_invited")
    assert state(workshop, ada) == "confirmed"


def test_what_their_provider_calls_forged_waits_for_them(invited, workshop, ada):
    forged = vouched_for(answer_to(invited, "DECLINED"), "fail")
    assert come(forged).state == "held"
    assert state(workshop, ada) == "confirmed"


def test_what_names_another_workshop_or_one_of_a_series_is_refused(invited, workshop, ada):
    for changes in ({"UID": "ws-other@hall.example"}, {"RECURRENCE-ID": workshop.starts_at}):
        arrival = press(invited, "DECLINED", **changes)
        assert (arrival.state, arrival.reason) == ("refused", "not_invited")
    assert state(workshop, ada) == "confirmed"


def test_what_cannot_be_read_is_dropped_or_refused(invited, workshop, ada):
    broken = answer_to(invited, "DECLINED", garbled=(b"DTSTAMP:", b"DTSTAMP:x"))
    assert come(broken).state == "dropped"  # who can say that somebody pressed a button?
    by_hand = answer_to(invited, "DECLINED", garbled=(b"DTSTAMP:", b"DTSTAMP:x"))
    by_hand.replace_header("Auto-Submitted", "no")
    arrival = come(by_hand)
    assert (arrival.state, arrival.reason) == ("refused", "unreadable")
    assert state(workshop, ada) == "confirmed"


def test_once_it_has_begun_an_answer_frees_no_seat(invited, workshop, ada):
    type(workshop).objects.filter(pk=workshop.pk).update(
        starts_at=timezone.now() - timedelta(minutes=5)
    )
    assert press(invited, "DECLINED").state == "obeyed"
    assert state(workshop, ada) == "confirmed"


def test_an_invitation_is_answered_long_after_it_came(invited, workshop, ada):
    ReplyAddress.objects.update(expires_at=timezone.now())
    assert press(invited, "DECLINED").state == "obeyed"
    assert state(workshop, ada) == "cancelled"


def test_whoever_has_left_answers_no_more(invited, workshop, ada):
    workshop.community.memberships.get(user=ada).leave()
    assert press(invited, "ACCEPTED").state == "refused"


@pytest.mark.django_db(transaction=True)
def test_an_invitation_is_answered_over_real_mail_both_ways(workshop, ada, relay, sink):
    first = register(workshop)
    register(workshop, ada)
    relay()
    with Running("smtp") as running, smtplib.SMTP("127.0.0.1", running.port) as client:

        def send(said: str, *, minutes: int) -> None:
            stamp = timezone.now() + timedelta(minutes=minutes)
            mail = answer_to(last_to(sink, ada), said, stamp=stamp)
            assert client.sendmail(ada.email, [mail["To"]], mail.as_bytes(policy=SMTP)) == {}
            take_waiting(seconds=30)
            relay()

        first.cancel()
        relay()
        send("ACCEPTED", minutes=1)
        assert state(workshop, ada) == "confirmed"
        workshop.move(later(days=12), by=workshop.hosts[0])
        relay()
        send("TENTATIVE", minutes=2)
        assert Registration.objects.get(user=ada).comes_perhaps
        third = register(workshop).user
        send("DECLINED", minutes=3)
        assert (state(workshop, ada), state(workshop, third)) == ("cancelled", "offered")
    methods = [invitation_in(mail) for mail in sink.to(ada.email) if is_invitation(mail)]
    assert [(method, event["SEQUENCE"]) for method, event in methods] == [
        ("REQUEST", 0),
        ("REQUEST", 0),
        ("REQUEST", 1),
    ]


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_are_done_one_after_the_other(invited, workshop, ada):
    """The later says no, whichever worker is faster."""
    now = timezone.now()
    arrivals = []
    for said, minutes in (("DECLINED", 2), ("ACCEPTED", 1)):
        mail = answer_to(invited, said, stamp=now + timedelta(minutes=minutes))
        take_in(mail.as_bytes(), sender=ada.email, recipients=[mail["To"]])
        arrivals.append(Arrival.objects.latest("pk"))
    rows = type(workshop).objects.filter(pk=workshop.pk)
    results = queue_for(rows, *(lambda one=one: see_to(one) for one in arrivals))
    assert results == [None, None]
    assert (state(workshop, ada), said_by(ada)) == ("cancelled", ["DECLINED"])
