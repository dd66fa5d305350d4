from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection

from core.models import CacheEntry
from core.tasks import purge

pytestmark = pytest.mark.django_db

cache = caches["default"]


def test_a_value_comes_back_until_it_expires():
    with time_machine.travel(datetime(2026, 1, 1, tzinfo=UTC), tick=False) as clock:
        cache.set("key", [1.5, "two"], timeout=30)
        clock.shift(29)
        assert cache.get("key") == [1.5, "two"]
        clock.shift(1)
        assert cache.get("key", "gone") == "gone"


def test_an_empty_value_is_not_a_missing_one():
    cache.set("key", [])

    assert cache.get("key", "default") == []
    assert cache.has_key("key")


def test_a_value_can_be_kept_for_ever():
    with time_machine.travel(datetime(2026, 1, 1, tzinfo=UTC), tick=False) as clock:
        cache.set("key", "value", timeout=None)
        clock.shift(timedelta(days=3650))
        assert cache.get("key") == "value"


def test_setting_replaces():
    cache.set("key", 1)
    cache.set("key", 2)

    assert cache.get("key") == 2


def test_adding_takes_only_a_free_key():
    with time_machine.travel(datetime(2026, 1, 1, tzinfo=UTC), tick=False) as clock:
        assert cache.add("key", 1, timeout=30)
        assert not cache.add("key", 2, timeout=30)
        clock.shift(30)
        assert cache.add("key", 3, timeout=30)
        assert cache.get("key") == 3


def test_touching_prolongs_and_deleting_removes():
    with time_machine.travel(datetime(2026, 1, 1, tzinfo=UTC), tick=False) as clock:
        cache.set("key", 1, timeout=30)
        assert cache.touch("key", timeout=60)
        clock.shift(45)
        assert cache.get("key") == 1

    assert cache.delete("key")
    assert not cache.delete("key")
    assert not cache.touch("key")


def test_the_sweep_removes_what_has_expired_and_nothing_else():
    with time_machine.travel(datetime(2026, 1, 1, tzinfo=UTC), tick=False) as clock:
        cache.set("old", 1, timeout=30)
        cache.set("new", 1, timeout=90)
        clock.shift(60)
        purge()

    assert list(CacheEntry.objects.values_list("key", flat=True)) == [":1:new"]


@pytest.mark.django_db(transaction=True)
def test_of_many_that_add_the_same_key_at_once_one_succeeds():
    together = Barrier(8)

    def add(number: int) -> bool:
        try:
            together.wait(10)
            return cache.add("key", number)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        added = list(threads.map(add, range(8)))

    assert added.count(True) == 1
