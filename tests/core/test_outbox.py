from datetime import UTC, datetime, timedelta

import pytest
import structlog
import time_machine
from billiard.exceptions import SoftTimeLimitExceeded
from django.core.management import call_command
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from core import tasks
from core.events import publish
from core.models import EventRun, OutboxEvent
from core.relay import backoff, deliver, drain
from tests.core.listening import NAME, Happened, listening

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
BEYOND_ANY_BACKOFF = timedelta(hours=2)


def happen(count: int = 1) -> list[OutboxEvent]:
    for number in range(count):
        publish(Happened(number))
    return list(OutboxEvent.objects.order_by("-id")[:count])[::-1]


class Flaky:
    """Fails so many times, and then remembers what it was told."""

    def __init__(self, failures: int) -> None:
        self.failures = failures
        self.told: list[int] = []

    def __call__(self, event: Happened) -> None:
        if self.failures:
            self.failures -= 1
            raise ValueError("not now")
        self.told.append(event.number)


def test_every_subscriber_hears_of_an_event_once() -> None:
    one, other = Flaky(0), Flaky(0)
    with listening(one=one, other=other):
        happen(2)
        drain()
        drain()

    assert one.told == other.told == [0, 1]
    assert not OutboxEvent.objects.owed().exists()


def test_an_act_that_is_undone_is_not_told() -> None:
    heard = Flaky(0)
    with listening(heard=heard):
        with transaction.atomic():
            happen()
            transaction.set_rollback(True)
        drain()

    assert heard.told == []


@pytest.mark.django_db(transaction=True)
def test_an_event_belongs_in_the_transaction_of_its_act() -> None:
    with pytest.raises(TransactionManagementError):
        publish(Happened(1))


def test_one_that_fails_is_tried_again_and_the_others_are_not() -> None:
    flaky, steady = Flaky(2), Flaky(0)
    with time_machine.travel(NOON, tick=False) as clock, listening(flaky=flaky, steady=steady):
        (event,) = happen()
        for _ in range(3):
            drain()
            clock.shift(BEYOND_ANY_BACKOFF)

    event.refresh_from_db()
    assert (flaky.told, steady.told) == ([0], [0])
    assert event.attempts == 3
    assert event.error == ""
    assert event.done_at == NOON + 2 * BEYOND_ANY_BACKOFF


def test_what_a_failing_subscriber_wrote_is_undone() -> None:
    def writes_then_fails(event: Happened) -> None:
        OutboxEvent.objects.create(name="half.Done", payload={})
        raise ValueError

    with listening(writes_then_fails=writes_then_fails):
        happen()
        drain()

    assert not OutboxEvent.objects.filter(name="half.Done").exists()
    assert not EventRun.objects.exists()


def test_a_failure_is_written_down_and_waits_before_it_is_tried_again() -> None:
    with time_machine.travel(NOON, tick=False), listening(flaky=Flaky(1)):
        (event,) = happen()
        drain()

        assert drain() == 0
    event.refresh_from_db()
    assert event.error == "flaky: ValueError: not now"
    assert NOON < event.due_at <= NOON + timedelta(seconds=2)


@pytest.mark.parametrize("attempts", [1, 5, 30])
def test_backoff_is_spread_and_at_most_an_hour(attempts) -> None:
    waits = [backoff(attempts).total_seconds() for _ in range(200)]

    assert 0 <= min(waits) < max(waits) <= min(2**attempts, 3600)


def test_after_its_last_attempt_an_event_is_dead_and_can_be_replayed() -> None:
    flaky, steady = Flaky(OutboxEvent.MAX_ATTEMPTS), Flaky(0)
    with time_machine.travel(NOON, tick=False) as clock, listening(flaky=flaky, steady=steady):
        (event,) = happen()
        for _ in range(OutboxEvent.MAX_ATTEMPTS + 5):
            drain()
            clock.shift(BEYOND_ANY_BACKOFF)
        event.refresh_from_db()
        assert event.dead_at == NOON + (OutboxEvent.MAX_ATTEMPTS - 1) * BEYOND_ANY_BACKOFF
        assert event.error == "flaky: ValueError: not now"

        call_command("replay_events")
        drain()

    event.refresh_from_db()
    assert event.done_at
    assert (flaky.told, steady.told) == ([0], [0])


def test_an_event_of_a_newer_release_waits_for_it() -> None:
    event = OutboxEvent.objects.create(name="library.BookReturned", payload={"book_id": 1})
    heard = Flaky(0)
    with listening(heard=heard):
        happen()
        drain()

    event.refresh_from_db()
    assert event.done_at is None
    assert event.error == "No event is called library.BookReturned in this release."
    assert heard.told == [0]


def test_an_event_with_other_fields_is_kept_for_a_person_to_look_at() -> None:
    event = OutboxEvent.objects.create(name=NAME, payload={"count": 1})
    with listening(heard=Flaky(0)):
        drain()

    event.refresh_from_db()
    assert event.done_at is None
    assert event.error.startswith(f"{NAME} was published with other fields")


def test_an_event_nobody_listens_to_is_done() -> None:
    with listening():
        (event,) = happen()
        drain()

    event.refresh_from_db()
    assert event.done_at


def test_an_event_that_kills_its_relay_runs_out_of_attempts() -> None:
    """Each time the process ends without a word, as when the kernel takes its memory back."""
    heard = Flaky(0)
    with time_machine.travel(NOON, tick=False) as clock, listening(heard=heard):
        (event,) = happen()
        for _ in range(OutboxEvent.MAX_ATTEMPTS):
            (taken,) = OutboxEvent.objects.claim(1)
            assert taken.begin()
            clock.shift(OutboxEvent.LEASE)
        drain()

    event.refresh_from_db()
    assert event.dead_at
    assert event.error == "The relay ended without a word in the last attempt."
    assert heard.told == []


def test_what_a_relay_holds_another_does_not_get_until_the_lease_is_over() -> None:
    with time_machine.travel(NOON, tick=False) as clock, listening():
        happen(3)
        assert len(OutboxEvent.objects.claim(2)) == 2
        assert len(OutboxEvent.objects.claim(2)) == 1

        clock.shift(OutboxEvent.LEASE - timedelta(seconds=1))
        assert OutboxEvent.objects.claim(2) == []
        clock.shift(timedelta(seconds=1))
        assert len(OutboxEvent.objects.claim(5)) == 3


def test_a_relay_that_was_too_slow_does_not_begin() -> None:
    heard = Flaky(0)
    with time_machine.travel(NOON, tick=False) as clock, listening(heard=heard):
        happen()
        (slow,) = OutboxEvent.objects.claim(1)
        clock.shift(OutboxEvent.LEASE)
        (quick,) = OutboxEvent.objects.claim(1)
        deliver(quick)
        deliver(slow)

    assert heard.told == [0]
    assert OutboxEvent.objects.get().attempts == 1


def test_a_relay_that_was_too_slow_has_no_say_in_the_end() -> None:
    with time_machine.travel(NOON, tick=False) as clock, listening(heard=Flaky(0)):
        happen()
        (slow,) = OutboxEvent.objects.claim(1)
        slow.begin()
        clock.shift(OutboxEvent.LEASE)
        drain()
        slow.attempts = OutboxEvent.MAX_ATTEMPTS
        slow.settle(["a failure that no longer matters"], retry_in=timedelta())

    event = OutboxEvent.objects.get()
    assert event.done_at
    assert event.dead_at is None


def test_a_subscriber_out_of_time_ends_the_turn_and_gives_back_the_rest() -> None:
    def out_of_time(event: Happened) -> None:
        raise SoftTimeLimitExceeded

    with time_machine.travel(NOON, tick=False):
        first, _, _ = happen(3)
        with listening(out_of_time=out_of_time), pytest.raises(SoftTimeLimitExceeded):
            drain()

        first.refresh_from_db()
        assert first.error == "out_of_time: took too long"
        with listening(heard=(heard := Flaky(0))):
            drain()
        assert heard.told == [1, 2]


def test_a_chain_of_events_is_told_in_one_turn() -> None:
    heard: list[int] = []

    def goes_on(event: Happened) -> None:
        heard.append(event.number)
        if event.number < 3:
            publish(Happened(event.number + 1))

    with listening(goes_on=goes_on):
        happen()
        drain()

    assert heard == [0, 1, 2, 3]


def test_what_the_log_knew_of_the_act_is_known_to_its_consequences() -> None:
    seen: list[object] = []

    def look(event: Happened) -> None:
        bound = structlog.contextvars.get_contextvars()
        seen.append((bound["request_id"], bound["event_name"]))

    with listening(look=look):
        with structlog.contextvars.bound_contextvars(request_id="r-1", user_id=7):
            happen()
        drain()

    assert seen == [("r-1", NAME)]
    assert OutboxEvent.objects.get().context == {"request_id": "r-1"}


def test_done_events_are_purged_and_what_is_owed_or_dead_is_kept() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        with listening(heard=Flaky(0)):
            happen(2)
            drain()
        (owed,) = happen()
        (dead,) = happen()
        OutboxEvent.objects.filter(pk=dead.pk).update(dead_at=NOON)
        clock.shift(tasks.DONE_EVENTS_KEPT + timedelta(seconds=1))
        tasks.purge()

    assert list(OutboxEvent.objects.order_by("id")) == [owed, dead]
    assert not EventRun.objects.exists()


def test_the_outbox_is_read_by_its_index() -> None:
    with connection.cursor() as cursor:
        # What is best for a table of no rows depends on when it was last looked through.
        for way in ("seqscan", "bitmapscan", "sort"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
    plan = OutboxEvent.objects.due().order_by("due_at", "id")[:20].explain()

    assert "Index Scan using outbox_owed" in plan
    assert "Sort" not in plan
