from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection

from core.limits import Limit, TooMany
from core.models import Bucket
from core.tasks import purge

POSTING = Limit("post", allowed=3, per=timedelta(minutes=1))
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def spend(limit: Limit, times: int, who: str = "user:1") -> int:
    """How many of so many attempts were let through."""
    allowed = 0
    for _ in range(times):
        try:
            limit.spend(who)
        except TooMany:
            continue
        allowed += 1
    return allowed


@pytest.mark.django_db
def test_a_limit_allows_its_number_and_refuses_the_next() -> None:
    assert spend(POSTING, 5) == 3


@pytest.mark.django_db
def test_each_person_and_each_act_has_a_bucket() -> None:
    spend(POSTING, 3)

    assert spend(POSTING, 1, who="user:2") == 1
    assert spend(Limit("invite", 3, timedelta(minutes=1)), 1) == 1


@pytest.mark.django_db
def test_a_refusal_says_how_long_to_wait_and_keeps_its_word() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        spend(POSTING, 3)
        with pytest.raises(TooMany, match="Try again in 20 seconds") as refused:
            POSTING.spend("user:1")
        assert refused.value.headers == {"Retry-After": "20"}

        clock.shift(19)
        assert spend(POSTING, 1) == 0
        clock.shift(1)
        assert spend(POSTING, 2) == 1


@pytest.mark.django_db
def test_refused_attempts_do_not_prolong_the_wait() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        spend(POSTING, 50)
        clock.shift(60)

        assert spend(POSTING, 5) == 3


@pytest.mark.django_db
def test_a_costly_act_spends_its_cost() -> None:
    upload = Limit("bytes", allowed=1000, per=timedelta(days=1))

    upload.spend("user:1", cost=900)

    with pytest.raises(TooMany):
        upload.spend("user:1", cost=101)
    upload.spend("user:1", cost=100)


@pytest.mark.django_db
def test_what_costs_more_than_the_bucket_holds_never_passes() -> None:
    with pytest.raises(TooMany) as refused:
        Limit("bytes", allowed=1000, per=timedelta(days=1)).spend("user:1", cost=1001)

    assert refused.value.headers == {}  # waiting would not help


@pytest.mark.django_db
def test_no_address_is_kept() -> None:
    POSTING.spend("ip:192.0.2.7")

    assert "192.0.2.7" not in Bucket.objects.get().key


@pytest.mark.django_db
def test_drained_buckets_are_purged() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        POSTING.spend("user:1")
        clock.shift(30)
        POSTING.spend("user:2")
        purge()

        assert Bucket.objects.count() == 1


@pytest.mark.django_db
def test_limits_can_be_switched_off(settings) -> None:
    settings.RATE_LIMITS = False

    assert spend(POSTING, 10) == 10


@pytest.mark.django_db(transaction=True)
def test_parallel_requests_get_no_more_than_the_limit() -> None:
    limit = Limit("burst", allowed=10, per=timedelta(hours=1))

    def attempt(_: int) -> int:
        try:
            return spend(limit, 5)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(8))) == 10


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("fails_open", "allowed"), [(True, 2), (False, 0)])
def test_a_read_only_database_is_answered_as_the_limit_says(fails_open, allowed) -> None:
    limit = Limit("act", 5, timedelta(minutes=1), fails_open=fails_open)
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = on")
    try:
        assert spend(limit, 2) == allowed
    finally:
        connection.close()
