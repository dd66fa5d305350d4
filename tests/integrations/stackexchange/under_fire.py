"""Imports that are killed at random moments until one ends: run by test_killed.py.

A process of its own, for it forks; it prints how many imports it killed.
"""

import os
import random
import select
import signal
import sys
from pathlib import Path

import django

LONGEST_LIFE = 0.5  # seconds, at first; the shortest is nothing at all
LONGER = 1.1  # each time, for a busy machine needs seconds for what an idle one does in none


def main(database: str, folder: str, slug: str, seed: int) -> None:
    django.setup()
    from django.core.management import CommandError
    from django.db import connection

    from communities.models import Community
    from integrations.models import Import
    from integrations.stackexchange import importing, reading
    from tests.integrations.stackexchange.dumps import bring

    connection.settings_dict["NAME"] = database
    # Small, so that there are many moments between two of them.
    reading.BATCH = importing.USERS = importing.POSTS = 3
    importing.THREADS = 1
    moments, kills = random.Random(seed), 0
    while not Import.objects.filter(finished_at__isnull=False).exists():
        community = Community.objects.get(slug=slug)
        connection.close()  # what is open would be shared with the child
        reading_end, writing_end = os.pipe()
        if not (child := os.fork()):
            connection.ensure_connection()
            os.write(writing_end, b"!")
            try:
                bring(Path(folder), community)
            except CommandError as error:  # the one before has died, and holds the lock a while
                os._exit(0 if "Another import" in str(error) else 1)
            os._exit(0)
        os.close(writing_end)
        os.read(reading_end, 1)  # connected, and about to begin
        select.select(
            [reading_end], [], [], moments.uniform(0, LONGEST_LIFE * LONGER**kills)
        )  # or its end
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        kills += os.WIFSIGNALED(status)
        os.close(reading_end)
    sys.stdout.write(str(kills))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
