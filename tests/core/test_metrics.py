import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from celery import shared_task
from django.conf import settings
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from core import metrics
from core.models import OutboxEvent

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def read(settings) -> Callable[..., float]:
    """A sample, as Prometheus reads it."""
    settings.MONITORING_TOKEN = "token"
    client = Client(headers={"Authorization": "Bearer token"})

    def value(name: str, **labels: str) -> float:
        text = client.get("/metrics").text
        families = text_string_to_metric_families(text)
        samples = [sample for family in families for sample in family.samples]
        return sum(
            s.value for s in samples if s.name == name and labels.items() <= s.labels.items()
        )

    return value


def test_requests_are_counted_by_view_and_status(read) -> None:
    Client().get("/statusz")
    before = read("guildhall_requests_total", view="statusz", method="GET", status="404")
    timed = read("guildhall_request_seconds_count", view="statusz")

    Client().get("/statusz")
    Client().get("/statusz")

    now = read("guildhall_requests_total", view="statusz", method="GET", status="404")
    assert now - before == 2
    assert read("guildhall_request_seconds_count", view="statusz") - timed == 2


def test_what_visitors_make_up_makes_no_new_labels(read) -> None:
    Client().get("/no/such/address")
    Client().generic("INVENTED", "/no/such/address")

    assert read("guildhall_requests_total", view="none", method="GET") > 0
    assert read("guildhall_requests_total", view="none", method="other") > 0
    assert read("guildhall_requests_total", method="INVENTED") == 0


@shared_task
def task_that_is_counted(fails: bool) -> None:
    if fails:
        raise ValueError


def test_tasks_are_counted_by_how_they_ended(read) -> None:
    name = task_that_is_counted.name
    before = read("guildhall_tasks_total", task=name, state="success")

    task_that_is_counted.apply([False])
    task_that_is_counted.apply([True])

    assert read("guildhall_tasks_total", task=name, state="success") - before == 1
    assert read("guildhall_tasks_total", task=name, state="failure") > 0
    assert read("guildhall_task_seconds_count", task=name) >= 2


def test_the_outbox_is_measured(read) -> None:
    OutboxEvent.objects.create(name="x.X", payload={})
    OutboxEvent.objects.create(name="x.X", payload={}, dead_at="2026-01-01T00:00Z")

    assert read("guildhall_outbox_owed") == 1
    assert read("guildhall_outbox_oldest_seconds") > 0
    assert read("guildhall_outbox_dead") == 1


COUNT = """
import django
django.setup()
from core import metrics
metrics.observe_request("elsewhere", "GET", 200, 0.1)
"""


def count_elsewhere() -> None:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "cop.settings"}
    environment["METRICS_DIR"] = str(settings.METRICS_DIR)
    subprocess.run([sys.executable, "-c", COUNT], cwd=ROOT, env=environment, check=True)


def test_the_counts_of_all_processes_are_added_up(read) -> None:
    before = read("guildhall_requests_total", view="elsewhere")

    count_elsewhere()
    count_elsewhere()

    assert read("guildhall_requests_total", view="elsewhere") - before == 2


def test_the_files_of_processes_that_are_gone_do_not_pile_up(read, monkeypatch) -> None:
    count_elsewhere()
    mine = set(settings.METRICS_DIR.glob(f"*_{os.getpid()}.db"))
    monkeypatch.setattr(metrics, "MOST_DEAD_FILES", 0)

    read("guildhall_outbox_owed")

    assert set(settings.METRICS_DIR.glob("*.db")) == mine
    assert all(re.fullmatch(r"(counter|histogram)_\d+\.db", file.name) for file in mine)
