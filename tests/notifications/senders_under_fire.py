"""Senders of digests, killed at random moments until none is planned: run by test_killed.py.

A process of its own, for it forks; it prints how many senders it killed.
"""

import os
import random
import select
import signal
import sys
from datetime import timedelta

import django


def main(database: str, port: int, seed: int) -> None:
    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.template.loader import get_template
    from django.urls import reverse

    from notifications import digesting
    from notifications.models import Digest, Email

    connection.settings_dict["NAME"] = database
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    Email.LEASE = timedelta(seconds=0.5)
    digesting.BATCH = 40  # so that a kill keeps few of them waiting for the lease
    reverse("notifications:digests")  # what all load they load once, or they would die of it
    for ending in ("html", "txt"):
        get_template(f"notifications/emails/digest.{ending}")
    moments = random.Random(seed)
    kills, left, longest = 0, 0, 1.0  # seconds; the shortest life is nothing at all
    while planned := Digest.objects.filter(state="planned").count():
        # On a busy machine they get longer, so that it ends.
        longest = longest * 1.5 if planned == left else max(0.6, longest * 0.95)
        left = planned
        connection.close()  # what is open would be shared with the child
        reading, writing = os.pipe()
        if not (child := os.fork()):
            connection.ensure_connection()
            os.write(writing, b"!")
            digesting.send_planned(seconds=60)
            os._exit(0)
        os.close(writing)
        os.read(reading, 1)  # connected, and about to begin
        select.select([reading], [], [], moments.uniform(0, longest))  # or its end
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        kills += os.WIFSIGNALED(status)
        os.close(reading)
    sys.stdout.write(str(kills))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
