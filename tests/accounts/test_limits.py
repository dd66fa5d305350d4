"""Guessing is slow, also without Redis, and also for whoever writes headers of their own."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.accounts.factories import PASSWORD, UserFactory
from tests.accounts.flows import add_app, app_code, is_signed_in, show_it_is_you, sign_in

pytestmark = pytest.mark.django_db

TOO_OFTEN = "That was too often. Wait five minutes, then try again."
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def user():
    return UserFactory(email="ada@example.org", password=PASSWORD)


def guess(number: int, user: Any, **headers: str) -> list[Any]:
    return [
        Client(headers=headers or None).post(
            reverse("account_login"), {"login": user.email, "password": f"guess {n}"}
        )
        for n in range(number)
    ]


def test_the_sixth_guess_in_five_minutes_is_refused_and_so_is_the_right_password(client, user):
    with time_machine.travel(NOON) as clock:
        assert TOO_OFTEN not in guess(5, user)[-1].text
        assert TOO_OFTEN in guess(1, user)[0].text
        assert TOO_OFTEN in sign_in(client, user).text

        clock.shift(timedelta(minutes=5, seconds=1))
        assert sign_in(client, user).url == "/"


def test_guessing_at_one_account_leaves_another_alone(client, user):
    other = UserFactory(password=PASSWORD)
    guess(5, user)

    assert sign_in(client, other).url == "/"


def test_signing_in_well_uses_nothing_up(client, user):
    for _ in range(7):
        assert sign_in(Client(), user).url == "/"


def test_the_limit_holds_and_signing_in_works_while_redis_does_not_answer(
    client, user, frozen_valkey
):
    assert sign_in(client, user).url == "/"

    guess(5, user)

    assert TOO_OFTEN in guess(1, user)[0].text


def test_a_forged_address_opens_no_fresh_count(user):
    for number in range(5):
        guess(
            1, user, **{"x-forwarded-for": f"203.0.113.{number}", "x-real-ip": f"10.0.0.{number}"}
        )

    assert TOO_OFTEN in guess(1, user, **{"x-forwarded-for": "203.0.113.99"})[0].text


def test_another_port_in_the_host_opens_no_fresh_count(user):
    for number in range(5):
        guess(1, user, host=f"localhost:{8000 + number}")

    assert TOO_OFTEN in guess(1, user, host="localhost:9999")[0].text


def test_one_address_may_not_try_many_accounts(client):
    users = UserFactory.create_batch(11)
    for user in users[:10]:
        guess(1, user)

    assert TOO_OFTEN in guess(1, users[10])[0].text


@pytest.mark.parametrize("proxies", [1, 2])
def test_behind_our_proxies_each_client_has_a_count_of_its_own(settings, proxies):
    """What stands left of our own proxy's entry is anybody's to write."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    ours = ", 10.0.0.1" * (proxies - 1)
    users = UserFactory.create_batch(12)
    for user in users[:10]:
        guess(1, user, **{"x-forwarded-for": f"1.2.3.4, 203.0.113.1{ours}"})

    again = guess(1, users[10], **{"x-forwarded-for": f"6.6.6.6, 203.0.113.1{ours}"})
    other = guess(1, users[11], **{"x-forwarded-for": f"203.0.113.2{ours}"})
    assert TOO_OFTEN in again[0].text
    assert TOO_OFTEN not in other[0].text


@pytest.mark.parametrize("page", ["account_request_login_code", "account_reset_password"])
def test_nobody_is_sent_many_mails(page):
    with time_machine.travel(NOON) as clock:
        for _ in range(6):
            for _ in range(4):
                Client().post(reverse(page), {"email": "ada@example.org"})
            clock.shift(timedelta(minutes=2))

    assert len(mail.outbox) == 10


def test_signing_up_is_limited_and_says_so_on_a_page_of_ours():
    answers = [Client().post(reverse("account_signup"), {}) for _ in range(21)]

    assert [answer.status_code for answer in answers[-2:]] == [200, 429]
    assert "That was a lot at once" in answers[-1].text


def test_guessing_at_the_second_step_is_limited(client, user):
    add_app(user)
    with time_machine.travel(NOON, tick=False):
        sign_in(client, user)
        for _ in range(5):
            client.post(reverse("mfa_authenticate"), {"code": "000000"})

        right = app_code(NOON.timestamp())
        answer = client.post(reverse("mfa_authenticate"), {"code": right})

    assert TOO_OFTEN in answer.text
    assert not is_signed_in(client)


def test_guessing_whether_it_is_you_is_limited(client, user):
    sign_in(client, user)
    for _ in range(5):
        show_it_is_you(client, "wrong")

    answer = client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    assert TOO_OFTEN in answer.text


def test_limits_can_be_switched_off_for_measuring(client, user, settings):
    settings.ACCOUNT_RATE_LIMITS = False

    assert TOO_OFTEN not in guess(8, user)[-1].text
