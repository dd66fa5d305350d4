"""People go on posting while Redis hangs or is gone, and what was owed is told when it is back."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.test import Client
from django.urls import reverse

from cop.celery import app
from cop.engines.valkey import Valkey
from core.breaker import Breaker
from core.doorbell import ring
from core.models import OutboxEvent
from core.tasks import sweep
from discussions.models import Topic
from tests.communities.factories import CommunityFactory, join
from tests.conftest import run_waiting_tasks
from tests.discussions.factories import first_space, start_topic

# Seconds, and what is promised. A post takes some hundredths of one without the outage; with it,
# it may meet the time-outs of bell and cache, a half and a quarter.
BOUND = 2.0

Outage = Callable[[Valkey], AbstractContextManager[None]]


@contextmanager
def frozen(valkey: Valkey) -> Iterator[None]:
    assert valkey.process
    valkey.process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        valkey.process.send_signal(signal.SIGCONT)
        Breaker.close_all()


@contextmanager
def gone(valkey: Valkey) -> Iterator[None]:
    valkey.stop()
    try:
        yield
    finally:
        valkey.start()
        Breaker.close_all()


def connected() -> None:
    ring()


def not_yet_connected() -> None:
    app._after_fork()  # forgets its connections, as a new process does


@pytest.fixture
def topic() -> Topic:
    community = CommunityFactory()
    return start_topic(space=first_space(community), by=join(community))


def reply(topic: Topic, source: str) -> float:
    """How long the browser waited."""
    client = Client()
    client.force_login(topic.author)
    address = reverse("discussions:reply", args=[topic.community.slug, topic.pk])
    began = time.monotonic()
    response = client.post(address, {"source": source})
    took = time.monotonic() - began
    assert response.status_code == 302
    return took


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("before", [connected, not_yet_connected])
@pytest.mark.parametrize("outage", [frozen, gone])
def test_posting_goes_on_without_redis(
    valkey: Valkey, topic: Topic, outage: Outage, before: Callable[[], None]
) -> None:
    before()
    with outage(valkey):
        first = reply(topic, "Do they wait for Redis?")
        second = reply(topic, "They do not.")

    assert first < BOUND
    assert second < BOUND
    assert topic.posts.count() == 3
    owed = OutboxEvent.objects.owed().filter(name="discussions.PostAdded")
    assert owed.count() == 2

    sweep()  # as the next tick of beat has it done
    run_waiting_tasks()
    assert not OutboxEvent.objects.owed().exists()
