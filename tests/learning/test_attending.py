"""Those who come: checked in at the door, written to, and as a table."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.test import Client

from communities.models import Community, Role
from learning.attending.door import ALPHABET, new_code, typed
from learning.attending.table import as_csv
from learning.models import Message, Registration, Workshop
from learning.models import RegistrationState as Is
from notifications.models import Notice
from tests.communities.factories import CommunityFactory, join
from tests.learning.factories import later, publish_workshop, register
from tests.learning.test_workshops import as_user, text

pytestmark = pytest.mark.django_db

CANARY = "knot-4410"


@pytest.fixture
def community() -> Community:
    return CommunityFactory()


@pytest.fixture
def workshop(community) -> Workshop:
    return publish_workshop(community=community, online_seats=2, when=later(days=1))


def page(workshop: Workshop, name: str) -> str:
    return f"{workshop.address}{name}/"


def api(workshop: Workshop, name: str) -> str:
    return f"/api/v1/workshops/{workshop.pk}/{name}/"


def post(user, path: str, body: dict):
    return as_user(user).post(path, body, content_type="application/json")


def at_the_door(workshop: Workshop):
    return time_machine.travel(workshop.starts_at - timedelta(minutes=30), tick=False)


def told(user) -> int:
    return Notice.objects.filter(user=user, kind__endswith=".HostsWrite").count()


# At the door


def test_a_code_is_read_out_without_doubt_and_typed_in_any_way():
    code = new_code()
    assert len(code) == 6
    assert set(code) <= set(ALPHABET)
    assert typed(f" {code[:3].lower()}-{code[3:]} ") == code


def test_one_checks_in_with_the_code_and_is_counted_once(workshop):
    mine = register(workshop)
    changes = []
    with at_the_door(workshop):
        shown = text(as_user(workshop.proposed_by).get(page(workshop, "door")))
        assert workshop.door_code[:3] in shown
        assert "<svg" in shown
        for _ in range(2):
            sent = {"code": workshop.door_code.lower()}
            assert as_user(mine.user).post(page(workshop, "check-in"), sent).status_code == 302
            mine.refresh_from_db()
            changes.append(mine.changes)
        assert mine.state == Is.ATTENDED
        assert changes[0] == changes[1]
        assert "1 person is checked in." in text(
            as_user(workshop.proposed_by).get(page(workshop, "door"))
        )
        assert "You are checked in." in text(as_user(mine.user).get(page(workshop, "check-in")))


def test_a_scanned_code_stands_in_the_form(workshop):
    mine = register(workshop)
    path = f"{page(workshop, 'check-in')}?code={workshop.door_code}"
    assert f'value="{workshop.door_code}"' in text(as_user(mine.user).get(path))


def test_by_a_program_too(workshop):
    mine = register(workshop)
    with at_the_door(workshop):
        code = as_user(workshop.proposed_by).get(api(workshop, "door")).json()["code"]
        answer = post(mine.user, api(workshop, "check-in"), {"code": code})
    assert answer.json()["state"] == "attended"


def test_a_wrong_code_lets_nobody_in_and_comes_back(workshop):
    mine = register(workshop)
    with at_the_door(workshop):
        shown = as_user(mine.user).post(page(workshop, "check-in"), {"code": CANARY})
        refused = post(mine.user, api(workshop, "check-in"), {"code": "XXXXXX"})
    assert shown.status_code == 422
    assert CANARY in text(shown)
    assert "That is not the code" in text(shown)
    assert refused.json()["code"] == "wrong_code"
    mine.refresh_from_db()
    assert mine.state == Is.CONFIRMED


def test_who_waits_or_is_too_early_or_has_no_seat_does_not_check_in(workshop):
    seated, _other, waiting = register(workshop), register(workshop), register(workshop)
    code = {"code": workshop.door_code}
    early = post(seated.user, api(workshop, "check-in"), code)
    assert early.json()["code"] == "has_not_begun"
    with at_the_door(workshop):
        assert post(waiting.user, api(workshop, "check-in"), code).status_code == 409
        assert post(join(workshop.community), api(workshop, "check-in"), code).status_code == 404


def test_the_code_is_for_those_who_give_it(workshop):
    for somebody in (register(workshop).user, join(workshop.community)):
        assert as_user(somebody).get(page(workshop, "door")).status_code == 403
        assert as_user(somebody).get(api(workshop, "door")).status_code == 403
        whole = as_user(somebody).get(f"/api/v1/workshops/{workshop.pk}/")
        assert workshop.door_code not in whole.content.decode()
        assert workshop.door_code not in text(as_user(somebody).get(workshop.get_absolute_url()))


# Written to


@pytest.mark.parametrize(
    ("reach", "reached"), [("seated", (1, 1, 0)), ("waiting", (0, 0, 1)), ("all", (1, 1, 1))]
)
def test_those_who_are_registered_are_written_to_and_nobody_else(workshop, relay, reach, reached):
    three = [register(workshop).user for _ in range(3)]
    gone, member = register(workshop), join(workshop.community)
    gone.cancel()
    sent = {"text": f"Bring a {CANARY}.", "reach": reach}
    assert as_user(workshop.proposed_by).post(page(workshop, "message"), sent).status_code == 302
    relay()
    assert tuple(told(user) for user in three) == reached
    assert told(gone.user) == told(member) == 0
    assert CANARY in text(as_user(workshop.proposed_by).get(page(workshop, "message")))


def test_it_is_told_with_its_words_and_in_the_name_of_who_wrote(workshop, relay):
    seated = register(workshop).user
    said = {"text": f"Bring a {CANARY}."}
    assert post(workshop.proposed_by, api(workshop, "messages"), said).status_code == 201
    relay()
    notice = Notice.objects.get(user=seated, kind__endswith=".HostsWrite")
    assert CANARY in notice.excerpt
    assert notice.actor == workshop.proposed_by


def test_a_second_click_sends_nothing_more(workshop, relay):
    seated = register(workshop).user
    sent = {"text": "Bring a pencil.", "reach": "seated", "nonce": "n1"}
    for _ in range(2):
        as_user(workshop.proposed_by).post(page(workshop, "message"), sent)
    relay()
    assert Message.objects.count() == 1
    assert told(seated) == 1


def test_only_those_who_give_it_write_and_read_what_was_written(workshop):
    facilitator = join(workshop.community, role=Role.FACILITATOR)
    for somebody, status in ((facilitator, 200), (register(workshop).user, 403)):
        assert as_user(somebody).get(page(workshop, "message")).status_code == status
        assert as_user(somebody).get(api(workshop, "messages")).status_code == status
    refused = post(register(workshop).user, api(workshop, "messages"), {"text": "Me too."})
    assert refused.status_code == 403
    assert not Message.objects.exists()


def test_nothing_to_say_comes_back(workshop):
    shown = as_user(workshop.proposed_by).post(page(workshop, "message"), {"reach": "all"})
    assert shown.status_code == 422


# As a table


def test_hosts_get_a_table_of_who_comes(workshop):
    mine = register(workshop, question="=SUM(A1:A9)")
    answer = as_user(workshop.proposed_by).get(f"{workshop.address}people.csv")
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][:2] == ["Name", "Handle"]
    assert rows[1][1] == mine.user.handle
    assert rows[1][-1] == "'=SUM(A1:A9)"
    assert mine.user.email not in answer.content.decode()
    assert answer["Content-Disposition"].startswith("attachment")
    for somebody in (mine.user, join(workshop.community)):
        assert as_user(somebody).get(f"{workshop.address}people.csv").status_code == 403
    assert Client().get(f"{workshop.address}people.csv").status_code == 302


@pytest.mark.parametrize("rows", [1, 3])
def test_the_table_costs_the_same_however_many_come(community, rows, django_assert_num_queries):
    workshop = publish_workshop(community=community)
    for _ in range(rows):
        register(workshop)
    with django_assert_num_queries(2):
        table = as_csv(Registration.objects.filter(workshop=workshop).for_display())
    assert table.count("\n") == rows + 1
