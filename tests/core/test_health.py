from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from core.models import Heartbeat, OutboxEvent
from core.tasks import sweep
from tests.accounts.factories import UserFactory

TOKEN = "a token that monitors have"


@pytest.fixture
def monitor(settings) -> Client:
    settings.MONITORING_TOKEN = TOKEN
    return Client(headers={"Authorization": f"Bearer {TOKEN}"})


def test_livez_asks_nobody() -> None:
    """Not the database either, which this test may not use."""
    assert Client().get("/livez", headers={"Host": "10.0.0.7"}).text == "ok"


@pytest.mark.django_db
def test_readyz_is_the_database_and_its_migrations(django_assert_num_queries) -> None:
    client = Client(headers={"Host": "10.0.0.7"})
    assert client.get("/readyz").text == "ok"

    with django_assert_num_queries(1):
        client.get("/readyz")


@pytest.mark.django_db
def test_readyz_waits_for_migrations() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM django_migrations WHERE app = 'core' AND name ="
            " (SELECT max(name) FROM django_migrations WHERE app = 'core')"
        )

    response = Client().get("/readyz")

    assert (response.status_code, response.text) == (503, "migrations")


@pytest.mark.django_db(transaction=True)
def test_readyz_fails_without_the_database(settings) -> None:
    name = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = "not_there"
    try:
        response = Client().get("/readyz")
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name

    assert (response.status_code, response.text) == (503, "database")


@pytest.mark.django_db
@pytest.mark.usefixtures("frozen_valkey")
def test_a_frozen_redis_does_not_make_the_site_unready(monitor) -> None:
    assert Client().get("/readyz").status_code == 200

    response = monitor.get("/statusz")
    assert response.status_code == 503
    assert response.json()["problems"] == ["redis", "beat"]


@pytest.mark.django_db
def test_status_is_good_when_all_is_well(monitor) -> None:
    sweep()

    response = monitor.get("/statusz")

    assert response.status_code == 200
    assert response["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    report = response.json()
    assert report["beat"].pop("tick_seconds") < 10
    assert report == {
        "ok": True,
        "problems": [],
        "redis": {"answers": True},
        "uploads": {"kept": 0, "megabytes": 0.0, "left_over": 0},
        "outbox": {"owed": 0, "oldest_seconds": 0, "failing": 0, "dead": 0},
        "beat": {},
        "mail_in": {"waiting": 0, "failed": 0},
    }


@pytest.mark.django_db
def test_status_tells_what_is_wrong(monitor) -> None:
    now = timezone.now()
    Heartbeat.objects.create(name="beat", at=now - timedelta(minutes=10))
    OutboxEvent.objects.create(name="x.X", payload={}, created_at=now - timedelta(hours=1))
    OutboxEvent.objects.create(name="x.X", payload={}, attempts=3)
    OutboxEvent.objects.create(name="x.X", payload={}, dead_at=now)

    response = monitor.get("/statusz")

    assert response.status_code == 503
    report = response.json()
    assert report["problems"] == ["outbox", "dead_letters", "beat"]
    assert 600 <= report["beat"]["tick_seconds"] < 660
    assert 3600 <= report["outbox"].pop("oldest_seconds") < 3660
    assert report["outbox"] == {"owed": 2, "failing": 1, "dead": 1}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/statusz", "/metrics"])
@pytest.mark.parametrize(
    ("token", "header", "expected"),
    [
        (TOKEN, f"Bearer {TOKEN}", 200),
        (TOKEN, "Bearer another", 404),
        (TOKEN, "", 404),
        ("", "Bearer ", 404),  # none is set: then nobody has it
        ("", "", 404),
    ],
)
def test_only_monitors_are_told(settings, address, token, header, expected) -> None:
    settings.MONITORING_TOKEN = token
    sweep()

    assert Client().get(address, headers={"Authorization": header}).status_code == expected


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/statusz", "/metrics"])
@pytest.mark.parametrize(("is_staff", "expected"), [(True, 200), (False, 404)])
def test_and_operators(client, address, is_staff, expected) -> None:
    client.force_login(UserFactory(is_staff=is_staff))
    sweep()

    assert client.get(address).status_code == expected
