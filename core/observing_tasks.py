"""Counts tasks for the metrics, and in the worker offers what was counted to Prometheus."""

import time
from typing import Any

from celery.signals import task_postrun, task_prerun, worker_init
from django.conf import settings
from prometheus_client import start_http_server

from core import metrics


@task_prerun.connect
def begin(task: Any, **_: Any) -> None:
    task.request.began = time.perf_counter()


@task_postrun.connect
def end(task: Any, state: str | None, **_: Any) -> None:
    seconds = time.perf_counter() - task.request.began
    metrics.observe_task(task.name, (state or "unknown").lower(), seconds)


@worker_init.connect
def serve(**_: Any) -> None:
    """Where the worker has a machine of its own, the site's /metrics does not see its files."""
    if settings.WORKER_METRICS_PORT:
        start_http_server(settings.WORKER_METRICS_PORT, registry=metrics.of_processes())
