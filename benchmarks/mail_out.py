"""How much mail goes out: news of topics to all who follow them, by one worker to a server."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils import timezone

from benchmarks.server import Work
from communities.models import Membership
from core.models import OutboxEvent
from core.relay import drain
from discussions.models import Topic
from notifications.models import Email, Follow, Level
from notifications.models.email import State
from notifications.sending import send_owed

MAILS, TOPICS = 400, 10
TEXT = "We kept none, and took the late joiners of the **second** wave instead.\n\n" * 8


def measure() -> dict[str, float]:
    """Mails a second, composed and handed over; each is to somebody else."""
    Email.objects.all().delete()
    OutboxEvent.objects.all().delete()  # what other measures have left to be told
    topics = list(Topic.objects.filter(deleted_at=None).order_by("-pk")[:TOPICS])
    members = Membership.objects.active().order_by("pk")[: MAILS // TOPICS + 1]
    chosen = {"level": Level.WATCHING, "since": timezone.now()}
    for topic in topics:
        follows = [Follow(user_id=one.user_id, target=topic.target, **chosen) for one in members]
        Follow.objects.bulk_create(follows, ignore_conflicts=True)
        topic.reply(TEXT, by=topic.author)
    while drain():
        pass
    Email.objects.filter(state=State.QUEUED).update(due_at=timezone.now())
    owed = Email.objects.filter(state=State.QUEUED).count()
    with _server() as port:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        work = Work()
        send_owed(seconds=600)
        sent = work.each(owed)
    failures = Email.objects.exclude(state=State.SENT).count()
    return {"mails": owed, **sent, "failures": failures}


@contextmanager
def _server() -> Iterator[int]:
    """One that takes everything, in a process of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "aiosmtpd", "--nosetuid", "--listen", f"127.0.0.1:{port}"]
    process = subprocess.Popen([*command, "--class", "aiosmtpd.handlers.Sink"])
    _until_it_answers(port)
    yield port
    process.terminate()
    process.wait()


def _until_it_answers(port: int) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"No mail server began to answer at port {port}.")
