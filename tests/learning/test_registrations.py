"""Who comes to a workshop: seats, the waiting list, offers, and what hosts read of it."""

import json
from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from communities.models import Community, Membership, Role
from learning.models import Format, Mode, Registration, Workshop
from learning.models import RegistrationState as Is
from learning.workshops.beat import see_to_seats
from learning.workshops.errors import (
    HasBegun,
    HasNotBegun,
    NoSeat,
    NoSuchMode,
    OfferIsOver,
    WrongState,
)
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join
from tests.learning.factories import later, propose_workshop, publish_workshop, register, said
from tests.learning.test_workshops import as_user, text
from tests.racing import race

pytestmark = pytest.mark.django_db

CANARY = "plover-3308"


@pytest.fixture
def community() -> Community:
    return CommunityFactory()


def full(community: Community | None = None, seats: int = 1, waiting: int = 1, **how):
    """One whose seats are taken, and for which some wait."""
    workshop = publish_workshop(community=community, online_seats=seats, **how)
    seated = [register(workshop) for _ in range(seats)]
    return workshop, seated, [register(workshop) for _ in range(waiting)]


def state_of(registration: Registration) -> str:
    return Registration.objects.get(pk=registration.pk).state


def edit(workshop: Workshop, **more) -> None:
    workshop.refresh_from_db()
    kept = {name: getattr(workshop, name) for name in ("format", "room_seats", "online_seats")}
    workshop.edit(
        by=workshop.proposed_by,
        version=workshop.version,
        hosts=workshop.hosts,
        **said(**(kept | more)),
    )


# Seats


def test_a_member_registers_asks_and_sees_the_link(community):
    workshop = publish_workshop(community=community, join_link=f"https://x.org/{CANARY}")
    member = join(community)
    client = as_user(member)
    page = workshop.get_absolute_url()
    assert CANARY not in text(client.get(page))
    client.post(f"{workshop.address}registration/", {"mode": "online", "question": "Why six?"})
    mine = Registration.objects.get()
    assert (mine.user, mine.state, mine.question) == (
        member,
        Is.CONFIRMED,
        "Why six?",
    )
    shown = text(client.get(page))
    assert CANARY in shown
    assert "You have a seat." in shown
    client.post(f"{workshop.address}registration/", {"mode": "online", "question": "Why seven?"})
    mine.refresh_from_db()
    assert (mine.question, mine.changes) == ("Why seven?", 1)
    client.post(f"{workshop.address}registration/", {"_method": "delete"})
    assert state_of(mine) == Is.CANCELLED
    assert CANARY not in text(client.get(page))


def test_who_waits_does_not_see_the_link(community):
    workshop, _seated, [waiting] = full(community, join_link=f"https://x.org/{CANARY}")
    assert CANARY not in text(as_user(waiting.user).get(workshop.get_absolute_url()))


def test_who_comes_when_all_seats_are_taken_waits_in_line(community):
    workshop, _seated, waiting = full(community, waiting=3)
    assert {one.state for one in waiting} == {Is.WAITLISTED}
    page = text(as_user(waiting[2].user).get(workshop.get_absolute_url()))
    assert "2 people wait before you." in page
    assert "The one seat is taken, 3 people wait" in text(
        Client().get(workshop.address[:-1] + f"-{workshop.slug}/")
    )


def test_nobody_comes_before_it_is_published_or_after_it_has_begun(community):
    proposed, published = (
        propose_workshop(community=community),
        publish_workshop(community=community),
    )
    member = join(community)
    with pytest.raises(WrongState):
        register(proposed, member)
    with time_machine.travel(published.starts_at), pytest.raises(HasBegun):
        register(published, member)
    answer = as_user(member).post(f"{proposed.address}registration/", {"mode": "online"})
    assert answer.status_code == 403


def test_hosts_and_those_who_do_not_belong_register_for_nothing(community):
    workshop = publish_workshop(community=community)
    for person in (workshop.proposed_by, UserFactory()):
        answer = as_user(person).post(f"{workshop.address}registration/", {"mode": "online"})
        assert answer.status_code == 403
    assert not Registration.objects.exists()


# Each way for itself


def test_each_way_has_its_own_seats_and_its_own_list(community):
    workshop = publish_workshop(
        community=community, format=Format.HYBRID, room_seats=1, online_seats=1
    )
    room, online = register(workshop, mode=Mode.IN_PERSON), register(workshop)
    waits = register(workshop, mode=Mode.IN_PERSON)
    assert state_of(waits) == Is.WAITLISTED
    online.cancel()
    assert state_of(waits) == Is.WAITLISTED
    room.cancel()
    assert state_of(waits) == Is.OFFERED


def test_who_has_a_seat_changes_ways_only_where_one_is_free(community):
    workshop = publish_workshop(
        community=community, format=Format.HYBRID, room_seats=1, online_seats=None
    )
    room, online = register(workshop, mode=Mode.IN_PERSON), register(workshop)
    with pytest.raises(NoSeat):
        register(workshop, online.user, mode=Mode.IN_PERSON)
    online.refresh_from_db()
    assert (online.mode, online.state) == (Mode.ONLINE, Is.CONFIRMED)
    waits = register(workshop, mode=Mode.IN_PERSON)
    register(workshop, room.user, mode=Mode.ONLINE)
    assert state_of(waits) == Is.OFFERED
    with pytest.raises(NoSuchMode):
        register(publish_workshop(community=community), mode=Mode.IN_PERSON)


def test_when_it_goes_online_those_of_the_room_come_along(community):
    workshop = publish_workshop(community=community, format=Format.HYBRID, room_seats=1)
    room, waits = register(workshop, mode=Mode.IN_PERSON), register(workshop, mode=Mode.IN_PERSON)
    edit(workshop, format=Format.ONLINE)
    room.refresh_from_db()
    assert (room.mode, room.state) == (Mode.ONLINE, Is.CONFIRMED)
    assert state_of(waits) == Is.OFFERED


# The waiting list


def test_one_goes_and_the_first_who_waits_is_asked(community):
    workshop, [seated], [first, second] = full(community, waiting=2)
    seated.cancel()
    assert (state_of(first), state_of(second)) == (
        Is.OFFERED,
        Is.WAITLISTED,
    )
    late = register(workshop)
    assert state_of(late) == Is.WAITLISTED
    client = as_user(first.user)
    assert "yours if you want it" in text(client.get(workshop.get_absolute_url()))
    client.post(f"{workshop.address}seat/")
    assert state_of(first) == Is.CONFIRMED


def test_who_said_so_has_the_seat_at_once(community):
    workshop, [seated], _none = full(community, waiting=0)
    waiting = register(workshop, takes_at_once=True)
    seated.cancel()
    assert state_of(waiting) == Is.CONFIRMED


def test_who_says_no_is_passed_over(community):
    _workshop, [seated], [first, second] = full(community, waiting=2)
    seated.cancel()
    Registration.objects.get(pk=first.pk).cancel()
    assert (state_of(first), state_of(second)) == (
        Is.CANCELLED,
        Is.OFFERED,
    )


def test_more_seats_are_given_out_and_fewer_are_taken_from_nobody(community):
    workshop, [seated], [first, second] = full(community, waiting=2)
    edit(workshop, online_seats=2)
    assert (state_of(first), state_of(second)) == (
        Is.OFFERED,
        Is.WAITLISTED,
    )
    edit(workshop, online_seats=1)
    assert (state_of(seated), state_of(first)) == (
        Is.CONFIRMED,
        Is.OFFERED,
    )
    seated.cancel()
    assert state_of(second) == Is.WAITLISTED
    edit(workshop, online_seats=None)
    assert state_of(second) == Is.OFFERED


@pytest.mark.parametrize(("days", "hours"), [(10, 24), (2, 12), (0.5, 3)])
def test_an_offer_lasts_a_day_and_near_the_start_a_quarter_of_what_is_left(community, days, hours):
    with time_machine.travel(timezone.now(), tick=False):
        _workshop, [seated], [first] = full(community, when=later(days=days))
        seated.cancel()
        first.refresh_from_db()
        left = first.offer_ends_at - timezone.now()
    assert abs(left - timedelta(hours=hours)) < timedelta(seconds=2)


def test_an_offer_that_nobody_answers_goes_to_the_next(community):
    _workshop, [seated], [first, second] = full(community, waiting=2)
    seated.cancel()
    see_to_seats()
    assert state_of(first) == Is.OFFERED
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        late = Registration.objects.get(pk=first.pk)
        with pytest.raises(OfferIsOver):
            late.accept()
        see_to_seats()
        see_to_seats()
        assert (state_of(first), state_of(second)) == (
            Is.CANCELLED,
            Is.OFFERED,
        )
        late.refresh_from_db()
        assert late.has_lapsed
        assert Registration.objects.get(pk=second.pk).is_offered


def test_moved_nearer_an_offer_ends_sooner(community):
    workshop, [seated], [first] = full(community)
    seated.cancel()
    workshop.move(later(days=0.5), by=workshop.proposed_by)
    first.refresh_from_db()
    assert first.offer_ends_at < timezone.now() + timedelta(hours=3, minutes=1)


def test_who_leaves_the_community_gives_their_seat_back(community, relay):
    _workshop, [seated], [first] = full(community)
    Membership.objects.get(user=seated.user, community=community).leave()
    relay()
    assert (state_of(seated), state_of(first)) == (
        Is.CANCELLED,
        Is.OFFERED,
    )


@pytest.mark.django_db(transaction=True)
def test_of_fifty_at_once_ten_get_the_ten_seats():
    workshop = publish_workshop(online_seats=10)
    people = [join(workshop.community) for _ in range(50)]
    asked = [partial(register, workshop, person) for person in people]
    assert {type(one).__name__ for one in race(*asked)} == {"Registration"}
    counted = [Registration.objects.coming().count(), Registration.objects.waiting().count()]
    assert counted == [10, 40]

    first = Registration.objects.waiting().in_line().first()
    assert first
    race(*(one.cancel for one in Registration.objects.coming().select_related("workshop")[:1]))
    assert list(Registration.objects.offered()) == [first]
    assert Registration.objects.waiting().count() == 39


@pytest.mark.django_db(transaction=True)
def test_a_seat_that_is_taken_as_its_time_runs_out_is_given_once():
    _workshop, [seated], [first, second] = full(waiting=2)
    seated.cancel()
    offer = Registration.objects.select_related("workshop").get(pk=first.pk)
    Registration.objects.filter(pk=first.pk).update(offer_ends_at=timezone.now())
    race(offer.accept, Registration.objects.select_related("workshop").get(pk=first.pk).lapse)
    assert (state_of(first), state_of(second)) == (
        Is.CANCELLED,
        Is.OFFERED,
    )


# What hosts read


@pytest.mark.parametrize("path", ["{at}people/", "/api/v1/workshops/{pk}/registrations/"])
def test_only_those_who_host_it_read_who_comes_and_what_they_ask(community, path):
    workshop = publish_workshop(community=community)
    registration = register(workshop, question=CANARY)
    url = path.format(at=workshop.address, pk=workshop.pk)
    for person in (registration.user, join(community), join(community, role=Role.MODERATOR)):
        assert as_user(person).get(url).status_code == 403
    assert Client().get(url).status_code in (302, 401)
    for person in (workshop.proposed_by, join(community, role=Role.FACILITATOR)):
        assert CANARY in text(as_user(person).get(url))
    for client in (Client(), as_user(join(community))):
        for page in (workshop.get_absolute_url(), f"/api/v1/workshops/{workshop.pk}/"):
            assert CANARY not in text(client.get(page))
            assert registration.user.handle not in text(client.get(page))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_who_comes_costs_the_same_however_many(
    django_assert_num_queries, community, rows
):
    workshop = publish_workshop(community=community)
    for _ in range(rows):
        register(workshop, question="Why six?")
    client = as_user(workshop.proposed_by)
    with django_assert_num_queries(9):
        page = client.get(f"{workshop.address}people/")
    assert text(page).count("Why six?") == rows


def test_a_host_notes_who_came_once_it_has_begun(community):
    workshop = publish_workshop(community=community)
    coming = register(workshop)
    with pytest.raises(HasNotBegun):
        coming.attend()
    url = f"{workshop.address}people/{coming.user.handle}/attendance/"
    client = as_user(workshop.proposed_by)
    assert client.post(url).status_code == 403
    with time_machine.travel(workshop.starts_at):
        client = as_user(workshop.proposed_by)
        client.post(url)
        assert state_of(coming) == Is.ATTENDED
        client.post(url, {"_method": "delete"})
        assert state_of(coming) == Is.CONFIRMED


# The API


def test_the_api_registers_takes_an_offered_seat_and_takes_it_back(community):
    workshop, [seated], _none = full(community, waiting=0)
    member = join(community)
    client = as_user(member)
    at = f"/api/v1/workshops/{workshop.pk}"
    sent = json.dumps({"mode": "online", "question": "Why six?"})
    assert client.get(f"{at}/registration/").status_code == 404
    made = client.put(f"{at}/registration/", sent, content_type="application/json")
    assert (made.json()["state"], made.json()["question"]) == ("waitlisted", "Why six?")
    assert client.post(f"{at}/seat/").status_code == 409
    seated.cancel()
    assert client.post(f"{at}/seat/").json()["state"] == "confirmed"
    assert client.delete(f"{at}/registration/").status_code == 204
    assert client.get(f"{at}/registration/").status_code == 404
    seats = client.get(f"{at}/").json()["seats"]
    assert seats == [{"mode": "online", "seats": 1, "coming": 0, "waiting": 0, "is_full": False}]


def test_lists_say_how_full_it_is_and_what_the_reader_is_to_it(community):
    _workshop, (seated,), (waiting,) = full(community, seats=1, waiting=1)
    outsider = join(community)
    path = f"{community.address}learning/workshops/"
    for user, theirs in (
        (seated.user, "You have a seat"),
        (waiting.user, "You wait for a seat"),
        (outsider, None),
    ):
        page = text(as_user(user).get(path))
        assert "The one seat is taken, 1 person waits" in " ".join(page.split())
        assert [words for words in ("You have a seat", "You wait for a seat") if words in page] == (
            [theirs] if theirs else []
        )
    listed = as_user(outsider).get("/api/v1/workshops/").json()["items"]
    assert [one["seats"] for one in listed] == [
        [{"mode": "online", "seats": 1, "coming": 1, "waiting": 1, "is_full": True}]
    ]
