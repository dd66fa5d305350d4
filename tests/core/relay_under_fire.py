"""Relays that are killed at random moments until nothing is owed: run by test_relay_killed.py.

A process of its own, for it forks; it prints how many relays it killed.
"""

import os
import random
import select
import signal
import sys
from collections.abc import Callable
from datetime import timedelta

import django

LONGEST_LIFE = 0.3  # seconds; the shortest is nothing at all


def main(database: str, seed: int) -> None:
    django.setup()
    from django.db import connection

    from core import relay
    from core.models import OutboxEvent
    from tests.core.listening import listening

    connection.settings_dict["NAME"] = database
    OutboxEvent.LEASE = timedelta(seconds=0.5)
    relay.BATCH = 5  # so that a kill keeps few of them waiting for the lease
    OutboxEvent.MAX_ATTEMPTS = 10_000
    moments = random.Random(seed)
    kills = 0
    with listening(first=effect("first"), second=effect("second")):
        while OutboxEvent.objects.owed().exists():
            connection.close()  # what is open would be shared with the child
            reading, writing = os.pipe()
            if not (child := os.fork()):
                connection.ensure_connection()
                os.write(writing, b"!")
                relay.drain()
                os._exit(0)
            os.close(writing)
            os.read(reading, 1)  # connected, and about to begin
            select.select([reading], [], [], moments.uniform(0, LONGEST_LIFE))  # or its end
            os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            kills += os.WIFSIGNALED(status)
            os.close(reading)
    sys.stdout.write(str(kills))


def effect(subscriber: str) -> Callable[[object], None]:
    """What the subscriber does: no constraint keeps it from being done twice."""
    from django.db import connection

    def write(event: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO effect (subscriber, number) VALUES (%s, %s)",
                [subscriber, event.number],  # type: ignore[attr-defined]
            )

    return write


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
