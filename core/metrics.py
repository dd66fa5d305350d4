"""What Prometheus reads.

The processes of one machine keep their counts as files in METRICS_DIR (cop/settings.py), and
whichever is asked adds them up. What the database knows is read when it is asked.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from core.models import Heartbeat, OutboxEvent

MOST_DEAD_FILES = 100  # of processes that are gone; a worker that is recycled leaves two
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}

REQUESTS = Counter("guildhall_requests", "Requests answered.", ["view", "method", "status"])
REQUEST_SECONDS = Histogram(
    "guildhall_request_seconds",
    "How long requests took.",
    ["view"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
VISITORS_PAGES = Counter(
    "guildhall_visitors_pages", "Pages shown to visitors, as they were kept or made.", ["source"]
)
TASKS = Counter("guildhall_tasks", "Tasks that ended.", ["task", "state"])
TASK_SECONDS = Histogram(
    "guildhall_task_seconds",
    "How long tasks took.",
    ["task"],
    buckets=(0.01, 0.05, 0.25, 1, 5, 15, 60, 300),
)


def observe_request(view: str, method: str, status: int, seconds: float) -> None:
    known = method if method in METHODS else "other"
    REQUESTS.labels(view, known, status).inc()
    REQUEST_SECONDS.labels(view).observe(seconds)


def observe_visitors_page(source: str) -> None:
    VISITORS_PAGES.labels(source).inc()


def observe_task(task: str, state: str, seconds: float) -> None:
    TASKS.labels(task, state).inc()
    TASK_SECONDS.labels(task).observe(seconds)


def of_processes() -> CollectorRegistry:
    """What the processes of this machine have counted."""
    _forget_the_dead()
    registry = CollectorRegistry()
    MultiProcessCollector(registry, settings.METRICS_DIR)
    return registry


def exposition() -> bytes:
    registry = of_processes()
    registry.register(DatabaseCollector())
    return generate_latest(registry)


class DatabaseCollector(Collector):
    def collect(self) -> Iterator[Metric]:
        depth, age = OutboxEvent.objects.backlog()
        dead = OutboxEvent.objects.dead().count()
        tick = Heartbeat.objects.age("beat")
        yield GaugeMetricFamily("guildhall_outbox_owed", "Events not told yet.", depth)
        yield GaugeMetricFamily(
            "guildhall_outbox_oldest_seconds", "Age of the oldest of them.", age.total_seconds()
        )
        yield GaugeMetricFamily("guildhall_outbox_dead", "Events given up on.", dead)
        if tick is not None:
            yield GaugeMetricFamily(
                "guildhall_beat_tick_seconds", "Since beat last ticked.", tick.total_seconds()
            )


def _forget_the_dead() -> None:
    """Bound the number of files. Prometheus takes the drop for a restart, which it was."""
    dead = [file for file in Path(settings.METRICS_DIR).glob("*.db") if not _is_alive(file)]
    if len(dead) > MOST_DEAD_FILES:
        for file in dead:
            file.unlink(missing_ok=True)


def _is_alive(file: Path) -> bool:
    pid = file.stem.rpartition("_")[2]
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
