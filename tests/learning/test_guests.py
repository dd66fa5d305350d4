"""Who comes without an account: confirmed by mail, in the same line, and forgotten."""

import re
from datetime import timedelta
from functools import partial

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import User
from communities.models import Community, Space
from communities.models.space import SpaceVisibility
from learning.guests.beat import forget_guests, remind_guests
from learning.guests.limits import LETTERS
from learning.guests.models.guest import KEPT
from learning.guests.signing import confirmation_of
from learning.models import Guest, Registration, Workshop
from learning.models import RegistrationState as Is
from learning.slips.signing import slip_of
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.learning.factories import later, publish_workshop, register
from tests.learning.test_registrations import edit, state_of
from tests.learning.test_workshop_news import whole
from tests.learning.test_workshops import as_user, text
from tests.racing import race

pytestmark = pytest.mark.django_db

CANARY = "turnstone-8841"
ADDRESS = f"{CANARY}@example.org"


@pytest.fixture
def community() -> Community:
    return CommunityFactory()


def open_to_guests(community: Community | None = None, **how) -> Workshop:
    return publish_workshop(community=community or CommunityFactory(), takes_guests=True, **how)


def ask(workshop: Workshop, email: str = ADDRESS, **said):
    sent = {"name": f"Guest {CANARY}", "email": email, "mode": "online", "question": ""} | said
    return Client().post(f"{workshop.address}guests/", sent)


def come(workshop: Workshop, email: str = ADDRESS, **said) -> Registration:
    """Asked and confirmed."""
    ask(workshop, email, **said)
    Client().post(confirmation_of(Guest.objects.get(workshop=workshop, email=email)))
    return Registration.objects.select_related("workshop", "guest").get(guest__email=email)


def written(email: str = ADDRESS) -> str:
    """All that went to the address, the latest last."""
    return "\n".join(whole(one) for one in mail.outbox if one.to == [email])


def test_a_guest_confirms_by_mail_and_has_a_seat_that_the_mail_gives_back(community, relay):
    workshop = open_to_guests(community, online_seats=1, join_link=f"https://x.org/{CANARY}")
    page = workshop.get_absolute_url()
    assert "Come without an account" in text(Client().get(page))
    answer = ask(workshop)
    assert f"We have written to {ADDRESS}" in text(answer)
    assert not Registration.objects.exists()  # nothing is taken until then
    relay()
    [link] = set(re.findall(r"/workshops/guests/[^/\s\"]+/", written()))
    assert "Confirm that I come" in text(Client().get(link))
    assert not Registration.objects.exists()  # whatever programs follow every link
    for _ in range(2):  # twice is once
        assert Client().post(link).status_code == 302
    mine = Registration.objects.get()
    assert (mine.state, mine.user, mine.changes) == (Is.CONFIRMED, None, 1)
    mail.outbox.clear()
    relay()
    letter = written()
    assert "You have a seat in a workshop" in letter
    assert f"You come online. Join here: https://x.org/{CANARY}" in letter
    assert "METHOD:REQUEST" in letter
    assert slip_of(mine) in letter

    waits = register(workshop)
    assert state_of(waits) == Is.WAITLISTED  # the same seats, the same line
    host = as_user(workshop.proposed_by)
    for path in (f"{workshop.address}people/", f"{workshop.address}people.csv"):
        shown = text(host.get(path))
        assert f"Guest {CANARY}" in shown
        assert ADDRESS not in shown
    listed = host.get(f"/api/v1/workshops/{workshop.pk}/registrations/").json()
    assert (listed[0]["person"], listed[0]["name"]) == (None, f"Guest {CANARY}")
    for path in (page, f"/api/v1/workshops/{workshop.pk}/", f"{workshop.address}calendar.ics"):
        assert f"Guest {CANARY}" not in text(Client().get(path))
    mail.outbox.clear()
    Client().post(slip_of(mine), {"answer": "cancel"})
    assert (state_of(mine), state_of(waits)) == (Is.CANCELLED, Is.OFFERED)
    relay()
    assert "METHOD:CANCEL" in written()


def test_guests_are_offered_moved_reminded_written_to_checked_in_and_thanked(community, relay):
    workshop = open_to_guests(community, online_seats=1, when=later(days=5))
    seated = register(workshop)
    mine = come(workshop)
    assert mine.state == Is.WAITLISTED
    seated.cancel()
    mail.outbox.clear()
    relay()
    assert "It is kept for you until" in written()
    mine.refresh_from_db()
    Client().post(slip_of(mine), {"answer": "accept"})
    assert state_of(mine) == Is.CONFIRMED
    mail.outbox.clear()
    workshop.move(later(days=6), by=workshop.proposed_by, note=f"Rain, {CANARY}")
    host = as_user(workshop.proposed_by)
    host.post(f"{workshop.address}message/", {"reach": "seated", "text": "Bring boots."})
    relay()
    letters = written()
    assert f"Rain, {CANARY}" in letters
    assert "Bring boots." in letters
    workshop.refresh_from_db()
    mail.outbox.clear()
    with time_machine.travel(workshop.starts_at - timedelta(hours=23)):
        for _ in range(2):
            remind_guests()
            relay()
    assert len(mail.outbox) == 1
    with time_machine.travel(workshop.starts_at):
        wrong = Client().post(slip_of(mine), {"answer": "code", "code": "XXXXXX"})
        assert wrong.status_code == 422
        Client().post(slip_of(mine), {"answer": "code", "code": workshop.door_code})
    assert state_of(mine) == Is.ATTENDED
    mail.outbox.clear()
    with time_machine.travel(workshop.ends_at + timedelta(minutes=1)):
        for _ in range(2):
            remind_guests()
            relay()
        assert len(mail.outbox) == 1
        assert "Thank you for coming" in written()
        [printed] = set(re.findall(r"/workshops/attended/[^/\s\"]+/", written()))
        assert f"Guest {CANARY}" in text(Client().get(printed))


def test_hosts_note_who_came_and_a_guest_wants_no_more_mail(community, relay, settings):
    workshop = open_to_guests(community, when=later(days=1))
    mine = come(workshop)
    relay()
    with time_machine.travel(workshop.starts_at):
        host = as_user(workshop.proposed_by)
        host.post(f"{workshop.address}people/guest:{mine.pk}/attendance/")
        assert state_of(mine) == Is.ATTENDED
        assert host.post(f"{workshop.address}people/guest:x/attendance/").status_code == 404
    Registration.objects.filter(pk=mine.pk).update(state=Is.CONFIRMED)
    relay()
    letters = [one.message() for one in mail.outbox if one.to == [ADDRESS]]
    [letter] = [one for one in letters if "List-Unsubscribe" in one]  # not that which asks
    stop = letter["List-Unsubscribe"].strip("<>").removeprefix(settings.SITE_ORIGIN)
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    program = Client(enforce_csrf_checks=True)
    program.get(stop)
    assert Guest.objects.get().wants_mail  # whatever programs follow every link
    assert program.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Guest.objects.get().wants_mail
    assert state_of(mine) == Is.CONFIRMED  # it stops mails, and gives no seat back
    members = register(workshop)
    assert program.post(f"{slip_of(members)}mail/").status_code == 404
    Guest.objects.update(wants_mail=True)
    mail.outbox.clear()
    Client().post(slip_of(mine), {"answer": "hush"})
    workshop.cancel(by=workshop.proposed_by, note="Ill.")
    relay()
    assert written() == ""


def test_only_where_hosts_let_guests_come_and_anybody_may_read(community):
    closed = publish_workshop(community=community)
    host = join(community)
    room = Space.objects.open(
        community, name="Closed", visibility=SpaceVisibility.GROUP, named=[host]
    )
    inside = publish_workshop(space=room, by=host, takes_guests=True)
    assert ask(closed).status_code == 403
    assert ask(inside).status_code == 404
    sent = {"name": "Host", "email": ADDRESS, "mode": "online", "question": ""}
    assert as_user(host).post(f"{inside.address}guests/", sent).status_code == 403
    workshop = open_to_guests(community)
    refused = ask(workshop, "no address", question=CANARY)
    assert refused.status_code == 422
    assert CANARY in text(refused)
    ask(workshop)
    guest = Guest.objects.get()
    edit(workshop, takes_guests=False)
    assert Client().post(confirmation_of(guest)).status_code == 409
    assert Client().get("/workshops/guests/none.none/").status_code == 404
    assert not Registration.objects.exists()


def test_whether_an_address_has_an_account_is_told_to_its_reader_alone(community, relay):
    workshop = open_to_guests(community)
    member = UserFactory(email=ADDRESS)
    known, unknown = text(ask(workshop)), text(ask(workshop, "other@example.org"))
    assert known.replace(ADDRESS, "") == unknown.replace("other@example.org", "")
    relay()
    assert "sign in and register there" in written(member.email)
    assert "/workshops/guests/" not in written(member.email)
    assert "/workshops/guests/" in written("other@example.org")
    guest = Guest.objects.get(email=ADDRESS)
    assert Client().post(confirmation_of(guest)).status_code == 409
    assert not Registration.objects.exists()


def test_who_gets_an_account_comes_as_a_member_once(community, relay):
    workshop, other = open_to_guests(community), open_to_guests(community)
    mine, second = come(workshop), None
    ask(other)
    Client().post(confirmation_of(Guest.objects.get(workshop=other)))
    second = Registration.objects.get(workshop=other)
    user = UserFactory(email="new@example.org")
    EmailAddress.objects.create(user=user, email=ADDRESS.upper(), verified=True)
    join(community, user)
    relay()  # MemberJoined
    mine.refresh_from_db()
    second.refresh_from_db()
    assert {mine.user, second.user} == {user}
    assert not Guest.objects.exists()
    assert register(workshop, user).pk == mine.pk
    late = open_to_guests(community)
    unproven = UserFactory(email="x@example.org", verified=False)
    EmailAddress.objects.create(user=unproven, email="late@example.org", verified=False)
    come(late, "late@example.org")
    register(late, join(community, unproven))
    assert Registration.objects.filter(workshop=late).count() == 2  # nobody has shown it is theirs


def test_addresses_are_forgotten_and_not_written_to_without_end(community, settings):
    workshop = open_to_guests(community)
    come(workshop, "came@example.org")
    ask(workshop)
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        forget_guests()
    assert [one.email for one in Guest.objects.all()] == ["came@example.org"]
    with time_machine.travel(workshop.ends_at + KEPT + timedelta(days=1)):
        forget_guests()
    assert not Guest.objects.exists()
    assert not Registration.objects.exists()
    settings.RATE_LIMITS = True
    tried = [ask(workshop).status_code for _ in range(LETTERS.allowed + 1)]
    assert (tried[0], tried[-1]) == (200, 429)
    assert not User.objects.filter(email=ADDRESS).exists()


@pytest.mark.django_db(transaction=True)
def test_of_guests_and_members_at_once_as_many_come_as_there_are_seats():
    workshop = open_to_guests(online_seats=2)
    for number in range(3):
        ask(workshop, f"g{number}@example.org")
    confirm = [guest.confirm for guest in Guest.objects.select_related("workshop")]
    members = [partial(register, workshop, join(workshop.community)) for _ in range(2)]
    made = race(*confirm, *members)
    assert {type(one).__name__ for one in made} == {"Registration"}
    assert Registration.objects.coming().count() == 2
    assert Registration.objects.waiting().count() == 3
