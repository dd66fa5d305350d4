"""Acts that happen at the same moment, each on a database connection of its own."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

WAITING = """
    SELECT pg_stat_clear_snapshot();
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


def race(*acts: Callable[[], Any]) -> list[Any]:
    """Run the acts together; what each returned, or the error it raised."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        start.wait()
        return outcome(act)

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def queue_for(rows: QuerySet[Any], *acts: Callable[[], Any]) -> list[Any]:
    """Keep the rows until each act, one after the other, waits for what it needs; then let go.

    Acts that take the same rows in two orders now have what the other wants, whatever the machine
    is doing. What each returned, or the error it raised.
    """
    with ThreadPoolExecutor(len(acts)) as pool:
        with transaction.atomic():
            list(rows.select_for_update(of=("self",), no_key=True))
            running = []
            for act in acts:
                running.append(pool.submit(outcome, act))
                until_waiting(len(running))
        return [one.result() for one in running]


def until_waiting(number: int) -> None:
    """Return when so many others wait for locks in this database."""
    for _tick in range(3000):
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            if cursor.fetchone()[0] >= number:
                return
        time.sleep(0.01)
    raise AssertionError(f"There were never {number} who waited.")


def outcome(act: Callable[[], Any]) -> Any:
    try:
        return act()
    except Exception as error:  # noqa: BLE001 - the losers of a race are part of the result
        return error
    finally:
        connection.close()
