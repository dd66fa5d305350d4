"""What the mails about one's seat lead to: giving it back unasked who one is, and certificates."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from communities.models import Community, Role
from learning.certificates.signing import certificate_of
from learning.models import Format, Message, Mode, Registration, Workshop
from learning.models import RegistrationState as Is
from learning.slips.limits import SLIPS
from learning.slips.signing import slip_of
from notifications.tasks import remind
from tests.communities.factories import CommunityFactory, join
from tests.learning.factories import later, publish_workshop, register
from tests.learning.test_registrations import full, state_of
from tests.learning.test_workshop_news import whole
from tests.learning.test_workshops import as_user, text

pytestmark = pytest.mark.django_db

CANARY = "dunlin-5512"


@pytest.fixture
def community() -> Community:
    return CommunityFactory()


def mailed(user) -> str:
    return "\n".join(whole(one) for one in mail.outbox if one.to == [user.email])


# The slip in each mail


def test_a_mail_leads_to_where_one_gives_a_seat_back_without_signing_in(community, relay):
    workshop, [seated], [waiting] = full(community, text=f"Secret of the {CANARY}.")
    relay()
    assert slip_of(seated) in mailed(seated.user)
    assert slip_of(seated) not in mailed(waiting.user)

    client = Client(enforce_csrf_checks=True)
    shown = client.get(slip_of(seated))
    assert "You have a seat." in text(shown)
    assert "Give your seat back" in text(shown)
    assert workshop.title in text(shown)
    assert CANARY not in text(shown)
    assert seated.user.name not in text(shown)
    assert shown["Referrer-Policy"] == "no-referrer"
    assert "no-store" in shown["Cache-Control"]
    assert state_of(seated) == Is.CONFIRMED  # whatever programs follow every link

    token = client.cookies["csrf"].value
    done = client.post(slip_of(seated), {"answer": "cancel"}, headers={"X-CSRFToken": token})
    assert "You gave your seat back." in text(done)
    assert f'href="{workshop.address}"' in text(done)
    assert (state_of(seated), state_of(waiting)) == (Is.CANCELLED, Is.OFFERED)

    waiting.refresh_from_db()
    assert "Take the seat" in text(Client().get(slip_of(waiting)))
    Client().post(slip_of(waiting), {"answer": "accept"})
    assert state_of(waiting) == Is.CONFIRMED


def test_an_old_slip_changes_nothing_and_says_so(community):
    workshop = publish_workshop(community=community)
    mine = register(workshop)
    old = slip_of(mine)
    assert Client().get(f"{old[:-2]}x/").status_code == 404
    mine.cancel()
    assert Client().post(old).status_code == 409
    again = register(workshop, mine.user)
    refused = Client().post(old)
    assert refused.status_code == 409
    assert "This link is from an earlier mail." in text(refused)
    assert state_of(again) == Is.CONFIRMED
    with time_machine.travel(workshop.starts_at):
        late = Client().post(slip_of(again))
        assert late.status_code == 409
        assert "There is nothing to give back." in text(late)
    assert state_of(again) == Is.CONFIRMED


def test_slips_are_not_tried_without_end(community, settings):
    settings.RATE_LIMITS = True
    mine = register(publish_workshop(community=community))
    mine.cancel()
    tried = [Client().post(slip_of(mine)).status_code for _ in range(SLIPS.allowed + 1)]
    assert (tried[0], tried[-1]) == (409, 429)


# In which way one comes


def test_each_is_told_where_to_be_in_the_way_they_come_and_hosts_write_to_one_way(community, relay):
    workshop = publish_workshop(
        community=community,
        format=Format.HYBRID,
        venue=f"Room of the {CANARY}",
        join_link=f"https://x.org/{CANARY}",
        online_seats=1,
    )
    there, online = register(workshop, mode=Mode.IN_PERSON), register(workshop)
    waits = register(workshop)
    relay()
    assert f"You come in person: Room of the {CANARY}" in mailed(there.user)
    assert f"You come online. Join here: https://x.org/{CANARY}" in mailed(online.user)
    assert "You come" not in mailed(waits.user)

    host = as_user(workshop.proposed_by)
    assert "In either way" in text(host.get(f"{workshop.address}message/"))
    said = {"reach": "seated", "text": "Bring boots."}
    host.post(f"{workshop.address}message/", said | {"mode": "in_person"})
    body = said | {"mode": "online", "text": "Mute yourself."}
    api = f"/api/v1/workshops/{workshop.pk}/messages/"
    answer = host.post(api, body, content_type="application/json")
    assert answer.json()["mode"] == "online"
    relay()
    assert Message.objects.count() == 2
    assert ("Bring boots." in mailed(there.user), "Bring boots." in mailed(online.user)) == (
        True,
        False,
    )
    assert "Mute yourself." in mailed(online.user)
    assert "Mute yourself." not in mailed(there.user) + mailed(waits.user)


# Certificates


def over(workshop: Workshop, *came: Registration) -> Workshop:
    """It was held two days ago, and these were there."""
    begun = timezone.now() - timedelta(days=2)
    Workshop.objects.filter(pk=workshop.pk).update(
        starts_at=begun, ends_at=begun + timedelta(hours=1.5)
    )
    Registration.objects.filter(pk__in=[one.pk for one in came]).update(state=Is.ATTENDED)
    return Workshop.objects.for_page().get(pk=workshop.pk)


def test_who_was_there_prints_a_certificate_that_anybody_checks(community):
    workshop = publish_workshop(community=community, text=f"About {CANARY}.")
    came, absent = register(workshop), register(workshop)
    page = f"{workshop.address}certificate/"
    api = f"/api/v1/workshops/{workshop.pk}/certificate/"
    assert as_user(came.user).get(page).status_code == 403  # it is not over
    workshop = over(workshop, came)
    printed = text(as_user(came.user).get(page))
    assert came.user.name in printed
    assert "1.5 hours." in printed
    assert certificate_of(came) in printed
    assert f'href="{page}"' in text(as_user(came.user).get(workshop.get_absolute_url()))
    for person in (absent.user, workshop.proposed_by):
        assert as_user(person).get(page).status_code == as_user(person).get(api).status_code == 403
    assert (Client().get(page).status_code, Client().get(api).status_code) == (302, 401)

    checked = text(Client().get(certificate_of(came)))
    assert "This certificate holds." in checked
    assert CANARY not in checked
    said = as_user(came.user).get(api).json()
    assert (said["name"], said["hours"]) == (came.user.name, 1.5)
    program = f"/api/v1/attendances/{said['url'].split('/')[-2]}/"
    assert Client().get(program).json() == said
    assert Client().get(certificate_of(absent)).status_code == 404  # signed, and not true

    Workshop.objects.filter(pk=workshop.pk).update(gives_certificates=False)
    assert as_user(came.user).get(page).status_code == 403
    Registration.objects.filter(pk=came.pk).update(state=Is.CONFIRMED)
    assert Client().get(program).status_code == 404


def test_who_came_is_thanked_with_what_there_is_of_it(community, relay):
    workshop = publish_workshop(community=community, when=later(days=1))
    came, absent = register(workshop), register(workshop)
    host = join(community, role=Role.FACILITATOR)
    Workshop.objects.filter(pk=workshop.pk).update(materials="A sheet.")
    relay()
    with time_machine.travel(workshop.starts_at):
        Registration.objects.get(pk=came.pk).attend()
    mail.outbox.clear()
    with time_machine.travel(workshop.ends_at + timedelta(minutes=1)):
        remind()
        relay()
    assert "Thank you for coming." in mailed(came.user)
    for words in ("#part-materials", f"{workshop.address}certificate/"):
        assert words in mailed(came.user)
    assert "certificate/" not in mailed(absent.user)
    assert mailed(host) == ""
