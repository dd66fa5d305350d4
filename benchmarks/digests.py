"""How fast digests are planned, and written and sent; and in how much memory they are planned."""

import resource
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from benchmarks.server import Work
from communities.models import Community, Membership
from discussions.models import Topic
from notifications.digesting import send_planned
from notifications.models import Digest, Preference, Rhythm
from notifications.models.digest import State
from notifications.planning import plan_due
from notifications.post_office import post_office

PLANNED, WARM_UP, SENT = 100_000, 50, 1_000
WEEK = timedelta(days=7)


def measure() -> dict[str, float]:
    return _plan() | _send()


def _plan() -> dict[str, float]:
    """All of it in one transaction that is rolled back: it makes no difference to planning."""
    with transaction.atomic():
        first = _add_users(PLANNED)
        before = _megabytes()
        plan_due()  # which gives each of them the usual rhythm
        Rhythm.objects.filter(user__gt=first).update(due_at=timezone.now())
        began = time.perf_counter()
        planned = plan_due()
        planning = time.perf_counter() - began
        grown = _megabytes() - before
        transaction.set_rollback(True)
    return {
        "planned": planned,
        "planned_per_second": round(planned / planning),
        "planning_grew_by_mb": round(grown, 1),
    }


def _send() -> dict[str, float]:
    """To readers of the community's last week, who are gone when it has been measured.

    The first batch is not counted: with it a worker loads what it keeps.
    """
    first = _add_users(WARM_UP + SENT)
    try:
        readers = _let_in(first)
        with _sink():
            _plan_for(readers[:WARM_UP])
            send_planned(seconds=60)
            _plan_for(readers[WARM_UP:])
            work = Work()
            send_planned(seconds=600)
            sent = Digest.objects.filter(user__in=readers[WARM_UP:], state=State.SENT).count()
            return {"sent": sent, **work.each(sent)}
    finally:
        User.objects.filter(pk__gt=first).delete()


def _plan_for(readers: list[User]) -> None:
    until = Topic.objects.latest("created_at").created_at
    Digest.objects.bulk_create(
        Digest(user=one, period_end=until.date(), since=until - WEEK, due_at=until)
        for one in readers
    )


def _add_users(number: int) -> int:
    """Copies of one user, made where they are kept; the id after which theirs begin."""
    pattern, last = User.objects.order_by("pk").first(), User.objects.order_by("pk").last()
    assert pattern is not None
    assert last is not None
    made = {
        "email": "'reader' || n || '@bench.example'",
        "handle": "'reader' || n",
    }
    columns = [f.column for f in User._meta.concrete_fields if not f.primary_key]
    names = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(made.get(column, f'"{column}"') for column in columns)
    statement = f"""
        INSERT INTO {User._meta.db_table} ({names})
        SELECT {values} FROM {User._meta.db_table}, generate_series(1, %s) n WHERE id = %s
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [number, pattern.pk])
    return last.pk


def _let_in(first: int) -> list[User]:
    readers = list(User.objects.filter(pk__gt=first).order_by("pk"))
    community = Community.objects.get(slug="bench")
    Membership.objects.bulk_create(Membership(community=community, user=user) for user in readers)
    Preference.objects.of_each(readers)
    Rhythm.objects.enrol(readers)
    return readers


def _megabytes() -> float:
    """The most that the process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@contextmanager
def _sink() -> Iterator[None]:
    """A mail server that takes everything, in a process of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "aiosmtpd", "-n", "-l", f"127.0.0.1:{port}"]
    process = subprocess.Popen([*command, "-c", "aiosmtpd.handlers.Sink"])
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            break
        time.sleep(0.1)
    yield
    post_office.close()
    process.terminate()
    process.wait()
