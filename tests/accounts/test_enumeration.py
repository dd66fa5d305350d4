"""Whoever asks does not learn who has an account: same bytes, same mails, same time."""

import re
import statistics
import time
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.accounts.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]+|("X-CSRFToken": ")[^"]+')


def told(client: Client, response: Any) -> tuple[Any, ...]:
    """All that a stranger sees of an answer, and of the page it leads to."""
    cookies = {name: dict(morsel) for name, morsel in response.cookies.items()}
    for morsel in cookies.values():
        morsel.pop("expires")
    next_page = client.get(response.url) if response.status_code == 302 else response
    return (
        response.status_code,
        response.headers.get("Location"),
        sorted(response.headers),
        cookies,
        anonymous(next_page),
    )


def anonymous(page: Any) -> str:
    """Without what differs because the asker said so."""
    return re.sub("(known|other)@example", "address@example", TOKEN.sub("", page.text))


def sign_up(client: Client, email: str) -> Any:
    data = {"email": email, "name": "Ada", "password1": PASSWORD, "username": "new-handle"}
    return client.post(reverse("account_signup"), data)


def sign_in(client: Client, email: str) -> Any:
    return client.post(reverse("account_login"), {"login": email, "password": "wrong"})


def ask_for_code(client: Client, email: str) -> Any:
    return client.post(reverse("account_request_login_code"), {"email": email})


def ask_for_link(client: Client, email: str) -> Any:
    return client.post(reverse("account_reset_password"), {"email": email})


def enter_code(client: Client, email: str) -> Any:
    ask_for_code(client, email)
    return client.post(reverse("account_confirm_login_code"), {"code": "XXXX-XXXX"})


ASKING = pytest.mark.parametrize(
    "ask", [sign_up, sign_in, ask_for_code, enter_code, ask_for_link], ids=lambda f: f.__name__
)


@ASKING
def test_an_address_with_an_account_is_answered_like_one_without(ask):
    UserFactory(email="known@example.org", password=PASSWORD)
    known, other = Client(), Client()

    answer_to_known = told(known, ask(known, "known@example.org"))
    answer_to_other = told(other, ask(other, "other@example.org"))

    assert answer_to_known == answer_to_other


@ASKING
def test_both_get_as_many_mails(ask):
    UserFactory(email="known@example.org", password=PASSWORD)

    ask(Client(), "known@example.org")
    to_known = len(mail.outbox)
    ask(Client(), "other@example.org")

    assert len(mail.outbox) == 2 * to_known


@pytest.mark.parametrize("page", ["account_signup", "account_login", "account_reset_password"])
def test_having_asked_does_not_show_on_the_next_page(page):
    UserFactory(email="known@example.org", password=PASSWORD)
    known, other = Client(), Client()
    sign_up(known, "known@example.org")
    sign_up(other, "other@example.org")

    assert anonymous(known.get(reverse(page))) == anonymous(other.get(reverse(page)))


def test_the_owner_of_an_account_is_told_that_somebody_signed_up_with_the_address():
    UserFactory(email="known@example.org")

    sign_up(Client(), "Known@example.org")

    assert mail.outbox[0].subject == "You have an account already"
    assert mail.outbox[0].to == ["known@example.org"]


@pytest.mark.parametrize("ask", [sign_up, sign_in], ids=lambda f: f.__name__)
def test_both_take_as_long(ask, settings):
    """Hashing is most of the time: it is done for both. Medians, because machines are busy."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    settings.ACCOUNT_RATE_LIMITS = False
    UserFactory(email="known@example.org", password=PASSWORD)
    spent: dict[str, list[float]] = {"known": [], "other": []}

    for number in range(9):
        for name, email in (("known", "known@example.org"), ("other", f"{number}@example.org")):
            client = Client()
            before = time.thread_time()
            ask(client, email)
            spent[name].append(time.thread_time() - before)

    known, other = statistics.median(spent["known"]), statistics.median(spent["other"])
    assert known == pytest.approx(other, rel=0.4)
