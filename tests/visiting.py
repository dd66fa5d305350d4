"""Warm the visitors' cache, act, and compare what visitors get with what they would get anew."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

import redis
import time_machine
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from communities.models import Community
from discussions.models import Topic

# Pages tell how long ago things were, so two that are compared are of the same moment.
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
OWN = {"Server-Timing", "X-Request-ID"}  # of each answer


def visit(address: str, **options: str) -> HttpResponse:
    with time_machine.travel(NOW, tick=False):
        return Client().get(address, **options)


def source(response: HttpResponse) -> str:
    return response.headers.get("Server-Timing", "")


def forget() -> None:
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        client.flushall()


def pages_of(community: Community, *topics: Topic) -> list[str]:
    home = community.address
    return [
        "/",
        "/c/",
        home,
        f"{home}?state=unanswered",
        f"{home}?state=solved",
        f"{home}?sort=newest&kind=question",
        f"{home}about/",
        *(topic.get_absolute_url() for topic in topics),
        *(f"{topic.get_absolute_url()}?sort=newest" for topic in topics),
        f"/feeds/{community.slug}/",
        f"/feeds/{community.slug}/tags/one/",
        f"/feeds/{community.slug}/knowledge/",
        *(f"/feeds/{community.slug}/t/{topic.pk}/" for topic in topics),
    ]


def seen(addresses: Iterable[str]) -> dict[str, tuple[int, bytes, dict[str, str]]]:
    """What a visitor gets from each."""
    answers = {}
    for address in addresses:
        response = visit(address)
        told = {name: value for name, value in response.items() if name not in OWN}
        answers[address] = (response.status_code, response.content, told)
    return answers


def stale_after(act: Callable[[], object], addresses: list[str]) -> list[str]:
    """Which of these show a visitor something else than they would if nothing were kept."""
    seen(addresses)
    assert {source(visit(address)) for address in addresses} <= {"kept", ""}
    act()
    got = seen(addresses)
    forget()
    return [address for address, anew in seen(addresses).items() if got[address] != anew]
