"""Those who have neither password nor second step show by a mailed code that it is still them."""

from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.accounts.factories import UserFactory
from tests.accounts.flows import code_in, letter

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ASK = "account_reauthenticate_code"
NEW = {"password1": "a long walk by the river", "password2": "a long walk by the river"}


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def user(client, clock):
    """Signed in by a mailed code, six minutes ago."""
    user = UserFactory()
    user.set_unusable_password()
    user.save()
    client.post(reverse("account_request_login_code"), {"email": user.email})
    client.post(reverse("account_confirm_login_code"), {"code": code_in(letter())})
    clock.shift(timedelta(minutes=6))
    mail.outbox.clear()
    return user


def send(client: Client) -> str:
    client.post(reverse(ASK), {"send": ""})
    return code_in(letter())


def enter(client: Client, code: str, **more: str):
    return client.post(reverse(ASK), {"code": code} | more)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("account_set_password", NEW),
        ("account_email", {"action_add": "", "email": "new@example.org"}),
        ("mfa_activate_totp", {}),
        ("mfa_add_webauthn", {}),
        ("socialaccount_connections", {"account": 1}),
    ],
)
def test_a_sensitive_change_asks_for_a_code_by_mail(client, user, name, data):
    response = client.post(reverse(name), data)

    assert unquote(response.url) == f"{reverse(ASK)}?next={reverse(name)}"
    user.refresh_from_db()
    assert not user.has_usable_password()
    assert EmailAddress.objects.count() == 1


def test_looking_at_ones_addresses_asks_for_nothing(client, user):
    assert client.get(reverse("account_email")).status_code == 200


def test_no_mail_goes_out_before_one_asks_for_it(client, user):
    page = client.get(reverse(ASK))

    assert "Mail me a code" in page.text
    assert not mail.outbox


def test_what_was_asked_for_is_done_after_the_code_was_entered(client, user):
    wanted = reverse("account_email")
    client.post(wanted, {"action_add": "", "email": "new@example.org"})

    page = client.post(reverse(ASK), {"send": "", "next": wanted}, follow=True)
    assert f"We have sent a code to {user.email}." in page.text
    assert letter().to == [user.email]
    enter(client, code_in(letter()), next=wanted)

    assert user.emailaddress_set.filter(email="new@example.org").exists()


def test_a_password_that_was_sent_is_not_kept_meanwhile(client, user):
    client.post(reverse("account_set_password"), NEW)

    assert NEW["password1"] not in str(dict(client.session))


def test_having_shown_it_lasts_five_minutes(client, user, clock):
    enter(client, send(client))
    page = reverse("mfa_activate_totp")

    assert client.get(page).status_code == 200
    clock.shift(timedelta(minutes=5, seconds=1))
    assert client.get(page).url.startswith(reverse(ASK))


def test_a_code_shows_it_once(client, user, clock):
    code = send(client)
    enter(client, code)
    clock.shift(timedelta(minutes=6))

    assert "That is not the code." in enter(client, code).text
    assert client.get(reverse("mfa_activate_totp")).url.startswith(reverse(ASK))


def test_a_code_is_good_for_ten_minutes(client, user, clock):
    code = send(client)
    clock.shift(timedelta(minutes=10, seconds=1))

    assert "That is not the code." in enter(client, code).text


def test_a_code_survives_two_wrong_tries_and_not_three(client, user):
    code = send(client)
    for _ in range(3):
        assert "That is not the code." in enter(client, "XXXX-XXXX").text

    assert "That is not the code." in enter(client, code).text


@pytest.mark.parametrize("nothing", ["", " ", "-"])
def test_where_no_code_was_sent_none_is_right(client, user, nothing):
    enter(client, nothing)

    assert client.get(reverse("mfa_activate_totp")).url.startswith(reverse(ASK))


def test_mails_are_limited_also_while_redis_does_not_answer(client, user, frozen_valkey):
    answers = [client.post(reverse(ASK), {"send": ""}).status_code for _ in range(6)]

    assert answers == [302, 302, 302, 302, 302, 429]
    assert len(mail.outbox) == 5


def test_it_is_not_for_those_who_have_a_password(client):
    user = UserFactory(password="a long walk by the river")
    client.force_login(user)

    assert client.get(reverse(ASK)).url == reverse("account_reauthenticate")


def test_it_is_not_for_visitors(client):
    assert client.post(reverse(ASK), {"send": ""}).url.startswith(reverse("account_login"))
    assert not mail.outbox
