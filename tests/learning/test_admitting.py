"""Hosts look at who wants to come, and who comes is shown to those whom they let see it."""

from functools import partial

import pytest
from django.core import mail
from django.test import Client

from accounts.models import Block
from communities.models import Community, Role
from learning.models import Mode, Names, Registration, WorkshopQuestion
from learning.models import RegistrationState as Is
from learning.workshops.errors import IsDecided, WasDeclined
from tests.communities.factories import CommunityFactory, join
from tests.learning.factories import publish_workshop, register
from tests.learning.test_registrations import edit, state_of
from tests.learning.test_workshop_news import told, whole
from tests.learning.test_workshops import as_user, text
from tests.racing import race

pytestmark = pytest.mark.django_db

CANARY = "greenshank-7719"


@pytest.fixture
def community() -> Community:
    return CommunityFactory()


def chosen(community: Community | None = None, **how):
    """One whose hosts look at who wants to come."""
    return publish_workshop(community=community or CommunityFactory(), needs_approval=True, **how)


# Letting in


def test_who_registers_asks_and_hosts_let_in_or_decline(community, relay):
    workshop = chosen(community, online_seats=1)
    member, second, third = (join(community) for _ in range(3))
    page = as_user(member).get(workshop.get_absolute_url())
    assert "Ask to come" in text(page)
    sent = {"mode": "online", "question": f"Why {CANARY}?"}
    as_user(member).post(f"{workshop.address}registration/", sent)
    asks, other, last = (
        Registration.objects.get(user=member),
        register(workshop, second),
        register(workshop, third),
    )
    assert {state_of(one) for one in (asks, other, last)} == {Is.ASKED}
    assert not WorkshopQuestion.objects.exists()  # nobody has let them in
    assert "You have asked to come." in text(as_user(member).get(workshop.get_absolute_url()))
    assert text(as_user(member).get(f"{workshop.address}questions/")).count(CANARY) == 0
    relay()
    host = workshop.proposed_by
    assert told(host, "SomebodyAsksToCome") == 3

    listed = text(as_user(host).get(f"{workshop.address}people/"))
    assert CANARY in listed
    there = f"{workshop.address}asked/{asks.pk}"
    assert f"{there}/admission/" in listed
    for person in (member, join(community, role=Role.MODERATOR)):
        for path in (f"{there}/admission/", f"{there}/decline/"):
            assert as_user(person).post(path).status_code == 403
    as_user(host).post(f"{there}/admission/")
    api = f"/api/v1/workshops/{workshop.pk}/registrations"
    assert as_user(host).post(f"{api}/{other.pk}/admission/").json()["state"] == "waitlisted"
    assert state_of(asks) == Is.CONFIRMED
    assert WorkshopQuestion.objects.get().text == f"Why {CANARY}?"

    declined = f"{workshop.address}asked/{last.pk}/decline/"
    assert "They are told, and do not ask again." in text(as_user(host).get(declined))
    as_user(host).post(declined, {"note": f"Next time, {CANARY}."})
    assert state_of(last) == Is.DECLINED
    relay()
    assert told(host, "SomebodyAsksToCome") == 0  # it is decided
    [letter] = [one for one in mail.outbox if one.to == [third.email]]
    assert f"Next time, {CANARY}." in whole(letter)
    assert f"Next time, {CANARY}." in text(as_user(third).get(workshop.get_absolute_url()))
    with pytest.raises(WasDeclined):
        register(workshop, third)
    again = as_user(host).post(declined, {"note": "Once more, with feeling."})
    assert again.status_code == 409
    assert "Once more, with feeling." in text(again)
    body = {"note": ""}
    kind = "application/json"
    twice = as_user(host).post(f"{api}/{other.pk}/decline/", body, content_type=kind)
    assert twice.status_code == 404  # they are let in, and asked no more
    as_user(host).post(f"{api}/{last.pk}/admission/")
    assert state_of(last) == Is.WAITLISTED  # after all


def test_who_asks_takes_no_seat_and_comes_in_their_turn_once_nobody_looks_any_more(community):
    workshop = chosen(community, online_seats=2)
    asked = [register(workshop) for _ in range(3)]
    assert "2 of 2 seats left" in text(Client().get(workshop.get_absolute_url()))
    register(workshop, asked[0].user, question="Changed")
    assert state_of(asked[0]) == Is.ASKED
    edit(workshop, needs_approval=False)
    assert [state_of(one) for one in asked] == [Is.CONFIRMED, Is.CONFIRMED, Is.WAITLISTED]


@pytest.mark.django_db(transaction=True)
def test_of_two_hosts_who_decide_at_once_one_does():
    workshop = chosen(online_seats=1)
    mine, other = register(workshop), register(workshop)
    fresh = Registration.objects.select_related("workshop")
    let_in, decline = fresh.get(pk=mine.pk).let_in, fresh.get(pk=mine.pk).decline
    both = race(fresh.get(pk=other.pk).let_in, let_in, partial(decline, note="No."))
    # Who declines after the other let in is too late; who lets in whom the other declined is not.
    assert [type(one) for one in both].count(IsDecided) <= 1
    assert state_of(mine) in (Is.CONFIRMED, Is.WAITLISTED, Is.DECLINED)
    assert Registration.objects.coming().count() <= 1
    assert Registration.objects.to_decide().filter(state=Is.ASKED).count() == 0


# Who comes, as far as they let it be seen


@pytest.mark.parametrize("names_for", list(Names))
def test_a_name_is_shown_to_nobody_unless_its_bearer_and_the_hosts_let_it(community, names_for):
    workshop = publish_workshop(community=community, names_for=names_for)
    shown, hidden, waiting = (join(community) for _ in range(3))
    for person, name in ((shown, "shown"), (hidden, "hidden"), (waiting, "waiting")):
        person.name = f"{CANARY} {name}"
        person.save()
    sent = {"mode": "online", "question": "", "shows_name": "on"}
    as_user(shown).post(f"{workshop.address}registration/", sent)
    register(workshop, hidden)
    comes = register(workshop).user
    blocked = register(workshop).user
    Registration.objects.filter(pk=register(workshop, waiting, shows_name=True).pk).update(
        state=Is.WAITLISTED
    )
    Block.objects.create(blocker=shown, blocked=blocked)

    pages = (
        workshop.get_absolute_url(),
        f"/api/v1/workshops/{workshop.pk}/",
        f"/api/v1/workshops/{workshop.pk}/company/",
        f"{workshop.address}calendar.ics",
        f"{workshop.address}questions/",
        f"{community.address}learning/workshops/",
    )

    def seen(viewer) -> set[str]:
        client = as_user(viewer) if viewer else Client()
        said = "".join(text(client.get(page)) for page in pages)
        return {name for name in ("shown", "hidden", "waiting") if f"{CANARY} {name}" in said}

    coming = set() if names_for == Names.NOBODY else {"shown"}
    reading = {"shown"} if names_for == Names.READERS else set()
    assert (seen(comes), seen(blocked)) == (coming, set())
    assert (seen(join(community)), seen(None)) == (reading, reading)
    assert seen(workshop.proposed_by) == coming  # on the pages that all read
    form = text(as_user(comes).get(workshop.get_absolute_url()))
    assert ("Show that I come" in form) == (names_for != Names.NOBODY)


def test_whether_one_is_seen_is_remembered_for_the_next_workshop(community):
    workshop, following = (publish_workshop(community=community) for _ in range(2))
    member = join(community)
    page = following.get_absolute_url()
    assert "shows_name" in text(as_user(member).get(page))
    register(workshop, member, shows_name=True)
    shown = text(as_user(member).get(page))
    field = shown[shown.index('name="shows_name"') :]
    assert "checked" in field[: field.index(">")]
    put = {"mode": Mode.ONLINE}
    answer = as_user(member).put(
        f"/api/v1/workshops/{workshop.pk}/registration/", put, content_type="application/json"
    )
    assert answer.json()["shows_name"] is True  # nothing was said of it


@pytest.mark.parametrize("people", [1, 3])
def test_who_comes_is_read_in_as_many_queries_however_many(
    community, people, django_assert_num_queries
):
    workshop = publish_workshop(community=community, names_for=Names.READERS)
    for _ in range(people):
        register(workshop, shows_name=True)
    client = as_user(join(community))
    path = f"/api/v1/workshops/{workshop.pk}/company/"
    client.get(path)
    with django_assert_num_queries(6):
        assert len(client.get(path).json()) == people
