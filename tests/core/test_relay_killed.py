import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection, transaction

from core.events import publish
from core.models import EventRun, OutboxEvent
from core.relay import drain
from tests.core.listening import Happened, listening

ROOT = Path(__file__).resolve().parents[2]
EVENTS = 300
RELAYS = 2


@pytest.fixture
def effects() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE effect (subscriber text, number int)")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE effect")


def told() -> list[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT subscriber, number FROM effect ORDER BY 1, 2")
        return cursor.fetchall()


def under_fire(seed: int) -> subprocess.Popen[str]:
    database = connection.settings_dict["NAME"]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.core.relay_under_fire", database, str(seed)],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "cop.settings"},
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.django_db(transaction=True)
def test_relays_killed_at_random_lose_nothing_and_tell_nothing_twice(effects) -> None:
    with transaction.atomic():
        for number in range(EVENTS):
            publish(Happened(number))

    relays = [under_fire(seed) for seed in range(RELAYS)]
    outputs = [relay.communicate()[0] for relay in relays]
    kills = [int(output) for output in outputs]

    assert told() == [(name, n) for name in ("first", "second") for n in range(EVENTS)]
    assert not OutboxEvent.objects.exclude(done_at__isnull=False).exists()
    # Else nothing was proven: they were killed, and in the middle of an attempt.
    assert sum(kills) > 3
    assert OutboxEvent.objects.filter(attempts__gt=1).exists()


@pytest.mark.django_db(transaction=True)
def test_relays_at_work_at_once_share_the_work(effects) -> None:
    def write(event: Happened) -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO effect VALUES ('only', %s)", [event.number])

    def work(_: int) -> int:
        try:
            return drain()
        finally:
            connection.close()

    with transaction.atomic():
        for number in range(200):
            publish(Happened(number))
    with listening(only=write), ThreadPoolExecutor(4) as pool:
        handled = list(pool.map(work, range(4)))

    assert sum(handled) == 200
    assert told() == [("only", n) for n in range(200)]
    assert EventRun.objects.count() == 200
