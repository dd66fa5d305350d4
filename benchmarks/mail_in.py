"""How much mail comes in: taken from an MTA by real SMTP, and seen to by one worker."""

import os
import smtplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from email.message import EmailMessage

from django.utils import timezone

from accounts.models import User
from benchmarks.server import Work
from discussions.models import Post
from notifications.inbound.processing import take_waiting
from notifications.models import Arrival, ReplyAddress

MAILS, LINES = 400, 4
WARM_UP = 20  # the first of them are not counted: with these a worker loads what it keeps
TEXT = "We kept none, and took the late joiners of the second wave instead.\n\n"
QUOTED = "On Mon, 2 Mar 2026 at 10:11, Ana wrote:\n> How do you set a baseline afterwards?\n" * 3


def measure() -> dict[str, float]:
    """Mails a second: taken, and seen to, most of which is posting."""
    Arrival.objects.all().delete()
    mails = list(_mails(MAILS))
    with _reception() as port, ThreadPoolExecutor(LINES) as lines:
        began = time.perf_counter()
        list(lines.map(lambda line: _hand_over(port, mails[line::LINES]), range(LINES)))
        taken = MAILS / (time.perf_counter() - began)
    first = Arrival.objects.order_by("pk").values("pk")[:WARM_UP]
    later = Arrival.objects.exclude(pk__in=list(first.values_list("pk", flat=True)))
    later.update(leased_until=timezone.now() + timedelta(hours=1))
    take_waiting(seconds=60)
    later.update(leased_until=None)
    work = Work()
    take_waiting(seconds=600)
    seen_to = work.each(MAILS - WARM_UP)
    failures = Arrival.objects.exclude(state="posted").count()
    return {"taken": round(taken, 1), **seen_to, "failures": failures}


def _mails(number: int) -> Iterator[tuple[str, str, bytes]]:
    """Each from somebody else, to somebody's post."""
    posts = Post.objects.present().order_by("-pk")[:number]
    people = User.objects.order_by("pk")[:number]
    for user, post in zip(people, posts, strict=False):
        wanted = [(user.pk, f"post:{post.pk}", "community:1")]
        [token] = ReplyAddress.objects.for_each(wanted, {user.pk: user.email}).values()
        mail = EmailMessage()
        mail["From"], mail["To"] = user.email, f"r.{token}@in.bench.example"
        mail["Subject"], mail["Message-ID"] = "Re: Baseline", f"<{token}.{time.time_ns()}@home>"
        mail.set_content(TEXT + QUOTED)
        yield user.email, mail["To"], mail.as_bytes()


def _hand_over(port: int, mails: list[tuple[str, str, bytes]]) -> None:
    """Over one line, as an MTA does."""
    with smtplib.SMTP("127.0.0.1", port) as server:
        for sender, to, raw in mails:
            server.sendmail(sender, [to], raw)


@contextmanager
def _reception() -> Iterator[int]:
    listener = socket.create_server(("127.0.0.1", 0))
    number = listener.fileno()
    command = [sys.executable, "manage.py", "receive_mail", "--socket", str(number)]
    process = subprocess.Popen(command, env=os.environ, pass_fds=[number])
    port = listener.getsockname()[1]
    with smtplib.SMTP("127.0.0.1", port):  # it answers once it has started
        pass
    yield port
    process.terminate()
    process.wait()
    listener.close()
