import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.models import EventRun, OutboxEvent
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db
LIST = reverse("admin:core_outboxevent_changelist")


def dead(name: str = "discussions.PostAdded", error: str = "search: OSError: gone") -> OutboxEvent:
    return OutboxEvent.objects.create(
        name=name, payload={"post_id": 1}, attempts=16, error=error, dead_at=timezone.now()
    )


def owed(attempts: int = 0) -> OutboxEvent:
    return OutboxEvent.objects.create(name="x.Owed", payload={}, attempts=attempts)


@pytest.fixture
def operator(client: Client) -> Client:
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


def shown(client: Client, **params: str) -> set[OutboxEvent]:
    return set(client.get(LIST, params).context["cl"].result_list)


def test_an_operator_finds_events_by_state_name_and_error(operator) -> None:
    lost, waiting, failing = dead(), owed(), owed(attempts=2)
    other = dead(name="communities.MemberJoined", error="notices: KeyError: 'x'")

    assert shown(operator, state="dead") == {lost, other}
    assert shown(operator, state="owed") == {waiting, failing}
    assert shown(operator, state="failing") == {failing}
    assert shown(operator, name="x.Owed") == {waiting, failing}
    assert shown(operator, q="KeyError") == {other}
    assert shown(operator, q=str(lost.pk)) == {lost}
    assert shown(operator, state="nonsense") == {lost, waiting, failing, other}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_rows(
    operator, rows, django_assert_num_queries
) -> None:
    for _ in range(rows):
        dead()

    with django_assert_num_queries(5):
        operator.get(LIST)


def test_an_operator_replays_what_died_and_nothing_else(operator) -> None:
    lost, waiting = dead(), owed(attempts=2)

    response = operator.post(
        LIST, {"action": "replay", "_selected_action": [lost.pk, waiting.pk]}, follow=True
    )

    assert "1 event is back in the queue." in response.text
    lost.refresh_from_db()
    waiting.refresh_from_db()
    assert (lost.dead_at, lost.attempts, lost.error) == (None, 0, "")
    assert waiting.attempts == 2


def test_an_event_shows_who_has_run_and_cannot_be_edited(operator) -> None:
    lost = dead()
    EventRun.objects.create(event=lost, subscriber="search.subscribers.index")
    address = reverse("admin:core_outboxevent_change", args=[lost.pk])

    page = operator.get(address)
    refused = operator.post(address, {"name": "x"})

    assert "search.subscribers.index" in page.text
    assert refused.status_code == 403


@pytest.mark.parametrize(
    ("arguments", "replayed"),
    [([], {"a.A", "b.B"}), (["--name=a.A"], {"a.A"})],
)
def test_the_command_replays_dead_events(arguments, replayed) -> None:
    dead("a.A")
    dead("b.B")

    call_command("replay_events", *arguments)

    assert set(OutboxEvent.objects.owed().values_list("name", flat=True)) == replayed


def test_the_command_replays_the_ids_it_is_given(capsys) -> None:
    first, _second = dead(), dead()

    call_command("replay_events", first.pk)

    assert list(OutboxEvent.objects.owed()) == [first]
    assert capsys.readouterr().out == "1 put back in the queue.\n"
