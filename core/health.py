"""How the site is: for whoever keeps it running, machine or person.

/livez      this process answers; it asks nobody
/readyz     it can serve: the database answers and is migrated. Not Redis: without it people read,
            post and sign in, and taking every web process out of service would end that.
/statusz    what an operator would want to know, as JSON; 503 where something is wrong
/metrics    the same and more, for Prometheus
"""

from collections.abc import Callable
from datetime import timedelta
from secrets import compare_digest
from typing import Any

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from prometheus_client import CONTENT_TYPE_LATEST
from redis.backoff import NoBackoff
from redis.retry import Retry

from core import metrics
from core.models import Heartbeat, OutboxEvent, Upload

OLDEST_OWED = timedelta(minutes=5)
OLDEST_TICK = timedelta(minutes=1)
REDIS_PATIENCE = 0.5  # seconds


Report = Callable[[], tuple[bool, dict[str, Any]]]
_reports: dict[str, Report] = {}


def report(name: str) -> Callable[[Report], Report]:
    """Add a part to /statusz: whether something is wrong, and what there is to say."""

    def register(function: Report) -> Report:
        _reports[name] = function
        return function

    return register


class ProbeMiddleware:
    """Answers the probes before anything else: they know no host name, no TLS and no session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._is_migrated = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == "/livez":
            return _plain("ok")
        if request.path_info == "/readyz":
            trouble = self._trouble()
            return _plain(trouble or "ok", 503 if trouble else 200)
        return self.get_response(request)

    def _trouble(self) -> str:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            # Reading the migrations takes a while, and what is applied stays applied.
            self._is_migrated = self._is_migrated or _is_migrated()
        except DatabaseError:
            return "database"
        return "" if self._is_migrated else "migrations"


def _plain(text: str, status: int = 200) -> HttpResponse:
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(text, status=status, content_type="text/plain", headers=headers)


def _is_migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


@never_cache
def status(request: HttpRequest) -> JsonResponse:
    _for_operators(request)
    owed, age = OutboxEvent.objects.backlog()
    dead = OutboxEvent.objects.dead().count()
    tick = Heartbeat.objects.age("beat")
    answers = _redis_answers()
    kept, kept_bytes = Upload.objects.stock()
    reports = {name: ask() for name, ask in sorted(_reports.items())}
    problems = {
        "redis": not answers,
        "outbox": age > OLDEST_OWED,
        "dead_letters": dead > 0,
        "beat": tick is None or tick > OLDEST_TICK,
        **{name: is_wrong for name, (is_wrong, _said) in reports.items()},
    }
    answer = {
        "ok": not any(problems.values()),
        "problems": [name for name, is_so in problems.items() if is_so],
        "redis": {"answers": answers},
        "outbox": {
            "owed": owed,
            "oldest_seconds": round(age.total_seconds(), 1),
            "failing": OutboxEvent.objects.failing().count(),
            "dead": dead,
        },
        "uploads": {
            "kept": kept,
            "megabytes": round(kept_bytes / 1e6, 1),
            "left_over": Upload.objects.abandoned().count(),
        },
        "beat": {"tick_seconds": round(tick.total_seconds(), 1) if tick else None},
        **{name: said for name, (_is_wrong, said) in reports.items()},
    }
    return JsonResponse(answer, status=200 if answer["ok"] else 503)


@never_cache
def prometheus(request: HttpRequest) -> HttpResponse:
    _for_operators(request)
    return HttpResponse(metrics.exposition(), content_type=CONTENT_TYPE_LATEST)


def _for_operators(request: HttpRequest) -> None:
    """Operators, and programs that have MONITORING_TOKEN. To anybody else it is not there."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").encode()
    token = settings.MONITORING_TOKEN.encode()
    if not (token and compare_digest(given, token)) and not request.user.is_staff:
        raise Http404


def _redis_answers() -> bool:
    client = redis.Redis.from_url(
        settings.REDIS_URL,
        socket_timeout=REDIS_PATIENCE,
        socket_connect_timeout=REDIS_PATIENCE,
        retry=Retry(NoBackoff(), 0),
    )
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()
