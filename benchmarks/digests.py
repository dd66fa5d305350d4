"""How fast digests are planned, and written and sent; and in how much memory they are planned.

All of it in one transaction that is rolled back: the readers are gone when it has been measured.
"""

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
from communities.models import Community, Membership
from discussions.models import Post, Topic
from notifications.digesting import send_planned
from notifications.models import Digest, Preference, Rhythm
from notifications.models.digest import State
from notifications.planning import plan_due
from notifications.post_office import post_office

PLANNED, SENT = 100_000, 1_000
LIVELY = 40  # topics in which something was said of late


def measure() -> dict[str, float]:
    with transaction.atomic(), _sink():
        first = _add_users(PLANNED)
        before = _megabytes()
        plan_due()  # which gives each of them the usual rhythm
        Rhythm.objects.filter(user__gt=first).update(due_at=timezone.now())
        began = time.perf_counter()
        planned = plan_due()
        planning = time.perf_counter() - began
        grown = _megabytes() - before
        readers = _let_in(first)
        Digest.objects.exclude(user__in=readers).delete()
        Preference.objects.of_each(readers)
        began, worked = time.perf_counter(), time.process_time()
        send_planned(seconds=600)
        took, worked = time.perf_counter() - began, time.process_time() - worked
        sent = Digest.objects.filter(state=State.SENT).count()
        transaction.set_rollback(True)
    return {
        "planned": planned,
        "planned_per_second": round(planned / planning),
        "planning_grew_by_mb": round(grown, 1),
        "sent": sent,
        "sent_per_second": round(sent / took, 1),
        "cpu_ms_each": round(1000 * worked / max(sent, 1), 1),
    }


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
    """Some of them, into the community in which things have happened."""
    readers = list(User.objects.filter(pk__gt=first).order_by("pk")[:SENT])
    community = Community.objects.get(slug="bench")
    lately = timezone.now() - timedelta(days=1)
    topics = list(community.topics.order_by("-pk")[:LIVELY])
    Topic.objects.filter(pk__in=[one.pk for one in topics]).update(
        created_at=lately, active_at=lately
    )
    Post.objects.filter(topic__in=topics).update(created_at=lately)
    Membership.objects.bulk_create(Membership(community=community, user=user) for user in readers)
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
