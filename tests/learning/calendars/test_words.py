"""A reply of one word to a mail about a workshop."""

import pytest

from learning.inquiries.models.inquiry import Asked, Inquiry, Sort
from learning.models import InvitationAnswer, Registration
from tests.communities.factories import join
from tests.learning.calendars.test_answers import text_of
from tests.learning.calendars.test_files import as_user, online
from tests.learning.factories import later, publish_series, publish_workshop, register
from tests.notifications.inbound.conftest import reply_address
from tests.notifications.inbound.mails import a_mail, come

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop(community):
    return online(community=community, online_seats=1)


def say(text: str, workshop, user, **headers):
    address = reply_address(workshop.target, of=user, source=workshop.community.scope)
    return come(a_mail(address, by=headers.pop("by", user.email), text=text, **headers))


def state(workshop, user) -> str:
    return Registration.objects.get(workshop=workshop, user=user).state


@pytest.mark.parametrize("text", ["yes", "Yes!", "accept"])
def test_yes_registers_once_and_no_gives_the_seat_to_the_next(workshop, ada, text):
    for _time in "12":
        assert say(text, workshop, ada).state == "obeyed"
    waiting = register(workshop, takes_at_once=True).user
    assert (state(workshop, ada), state(workshop, waiting)) == ("confirmed", "waitlisted")
    arrival = say("No.", workshop, ada)
    assert (arrival.state, arrival.url) == ("obeyed", workshop.get_absolute_url())
    assert (state(workshop, ada), state(workshop, waiting)) == ("cancelled", "confirmed")


def test_yes_takes_the_seat_that_is_offered_and_else_waits(workshop, ada):
    first = register(workshop)
    say("yes", workshop, ada)
    assert state(workshop, ada) == "waitlisted"
    first.cancel()
    assert state(workshop, ada) == "offered"
    say("yes", workshop, ada)
    assert state(workshop, ada) == "confirmed"


def test_one_word_about_a_series_is_of_all_that_is_to_come(community, ada, relay, sink, settings):
    settings.MAIL_QUIET_MINUTES = 0
    series = publish_series(community=community)
    for _time in "12":
        assert say("yes", series, ada).state == "obeyed"
    assert Registration.objects.of(ada).current().count() == 3
    relay()
    assert "Reply with “no” if you cannot come to any of them" in text_of(sink.to(ada.email)[-1])
    arrival = say("No.", series, ada)
    assert (arrival.state, arrival.url) == ("obeyed", series.get_absolute_url())
    assert not Registration.objects.of(ada).current().exists()
    for text, why in (("perhaps", "not_understood"), ("What is it about?", "not_understood")):
        assert say(text, series, ada).reason == why
    hybrid = publish_series(community=community, format="hybrid", venue="Room 4")
    assert say("yes", hybrid, ada).reason == "not_allowed"
    assert say("in person", hybrid, ada).state == "obeyed"
    assert Registration.objects.of(ada).current().first().mode == "in_person"
    asks = publish_series(community=community)
    for date in asks.workshops.all():
        Inquiry.objects.replace(date, [Asked("Why?", Sort.SHORT, is_required=True)])
    assert say("yes", asks, ada).reason == "not_allowed"
    say("no", asks, ada)  # of what they have no place in: nothing happens
    asks.cancel(by=asks.proposed_by, note="Ill.")
    assert say("yes", asks, ada).reason == "not_allowed"


def test_yes_keeps_what_was_said_at_registration(workshop, ada):
    register(workshop, ada, question="Why six?", takes_at_once=True).cancel()
    say("yes", workshop, ada)
    mine = Registration.objects.get(user=ada)
    assert (mine.state, mine.question, mine.takes_at_once) == ("confirmed", "Why six?", True)


def test_maybe_keeps_the_seat_and_says_so(workshop, ada):
    mine = register(workshop, ada)
    say("maybe", workshop, ada)
    answer = InvitationAnswer.objects.get(registration=mine)
    assert (state(workshop, ada), answer.said) == ("confirmed", "TENTATIVE")
    mine.refresh_from_db()
    assert answer.is_of(mine)
    say("yes", workshop, ada)
    assert InvitationAnswer.objects.get(registration=mine).said == "ACCEPTED"


def test_hosts_see_who_comes_perhaps_until_that_is_old(workshop, ada):
    host = workshop.hosts[0]
    register(workshop, ada)

    def shown() -> tuple[bool, bool]:
        client = as_user(host)
        page = client.get(f"{workshop.address}people/").content.decode()
        [row] = client.get(f"/api/v1/workshops/{workshop.pk}/registrations/").json()
        return "Perhaps" in page, row["comes_perhaps"]

    assert shown() == (False, False)
    say("maybe", workshop, ada)
    assert shown() == (True, True)
    workshop.move(later(days=12), by=host)
    assert shown() == (False, False)
    say("maybe", workshop, ada)
    assert shown() == (True, True)
    say("yes", workshop, ada)
    assert shown() == (False, False)


def test_who_is_not_registered_has_nothing_to_give_back(workshop, ada):
    for text in ("no", "maybe"):
        assert say(text, workshop, ada).state == "obeyed"
    assert not Registration.objects.filter(user=ada).exists()


def test_where_there_are_two_ways_one_says_which(community, ada):
    workshop = publish_workshop(community=community, format="hybrid", venue="Library")
    arrival = say("yes", workshop, ada)
    assert (arrival.state, arrival.reason) == ("refused", "not_allowed")
    assert "in person" in arrival.said
    say("In person", workshop, ada)
    assert Registration.objects.get(user=ada).mode == "in_person"
    say("online", workshop, ada)
    assert Registration.objects.get(user=ada).mode == "online"
    say("yes", workshop, ada)
    assert Registration.objects.get(user=ada).mode == "online"


@pytest.mark.parametrize("text", ["Yes, and I bring my sister along.", "What is a plot?"])
def test_what_is_no_word_is_not_understood_and_changes_nothing(workshop, ada, text):
    arrival = say(text, workshop, ada)
    assert (arrival.state, arrival.reason) == ("refused", "not_understood")
    assert not Registration.objects.exists()


def test_whoever_may_not_come_is_told_why(workshop, ada):
    host = workshop.hosts[0]
    arrival = say("yes", workshop, host)
    assert (arrival.state, arrival.said) == ("refused", "You host this workshop.")
    workshop.cancel(by=host)
    arrival = say("yes", workshop, ada)
    assert (arrival.state, arrival.said) == ("refused", "This workshop is cancelled.")
    workshop.community.memberships.get(user=ada).leave()
    arrival = say("yes", workshop, ada)
    assert (arrival.state, arrival.reason) in {("refused", "gone"), ("refused", "revoked")}


def test_a_forged_sender_gives_no_seat_back(workshop, ada):
    register(workshop, ada)
    assert say("no", workshop, ada, by="eve@elsewhere.example").state == "held"
    assert state(workshop, ada) == "confirmed"


def test_a_link_in_a_mail_that_was_passed_on_lets_nobody_else_in(workshop, ada):
    other = join(workshop.community)
    say("yes", workshop, ada, by=other.email)
    assert not Registration.objects.exists()
