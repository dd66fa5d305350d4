from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests.accounts.factories import PASSWORD, UserFactory
from tests.accounts.flows import code_in, is_signed_in, letter, sign_in

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def user():
    return UserFactory(email="ada@example.org", password=PASSWORD)


def ask_for_code(client: Client, email: str):
    return client.post(reverse("account_request_login_code"), {"email": email}, follow=True)


def enter_code(client: Client, code: str):
    return client.post(reverse("account_confirm_login_code"), {"code": code})


def test_a_password_signs_in_whatever_the_case_of_the_address(client, user):
    response = client.post(
        reverse("account_login"), {"login": "ADA@example.ORG", "password": PASSWORD}
    )

    assert response.url == "/"
    assert is_signed_in(client)


@pytest.mark.parametrize("login", ["ada@example.org", "nobody@example.org"])
def test_a_wrong_password_says_no_more_than_that(client, user, login):
    response = client.post(reverse("account_login"), {"login": login, "password": "wrong"})

    assert "That email address and password do not belong together." in response.text
    assert not is_signed_in(client)


def test_a_closed_account_is_told_so_only_with_its_password(client, user):
    user.is_active = False
    user.save()

    assert "do not belong together" in sign_in(client, user, "wrong").text
    assert sign_in(client, user).url == reverse("account_inactive")
    assert "This account is closed" in client.get(reverse("account_inactive")).text


def test_closing_an_account_ends_its_sessions(client, user):
    sign_in(client, user)
    user.is_active = False
    user.save()

    assert not is_signed_in(client)


def test_signing_out_takes_a_post(client, user):
    sign_in(client, user)

    assert "Sign out?" in client.get(reverse("account_logout")).text
    assert is_signed_in(client)

    client.post(reverse("account_logout"))
    assert not is_signed_in(client)


def test_one_comes_back_to_the_page_one_wanted(client, user):
    wanted = reverse("settings_display")

    response = client.get(wanted)
    assert response.url == f"{reverse('account_login')}?next={wanted}"
    assert f'name="next" value="{wanted}"' in client.get(response.url).text
    assert sign_in(client, user, next=wanted).url == wanted


ELSEWHERE = [
    "https://evil.example/",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "\t//evil.example",
    "http:evil.example",
    "http:///evil.example",
    "https://localhost@evil.example/",
    "https://localhost:8000/",
    "javascript:alert(1)",
    "data:text/html,x",
    " https://evil.example",
    "\x00//evil.example",
    "/\n/evil.example",
]


@pytest.mark.parametrize("address", ELSEWHERE)
@pytest.mark.parametrize("page", ["password", "code", "is it you", "sign out"])
def test_nobody_is_sent_elsewhere(client, user, page, address):
    if page == "password":
        response = sign_in(client, user, next=address)
    elif page == "code":
        data = {"email": user.email, "next": address}
        client.post(reverse("account_request_login_code"), data)
        data = {"code": code_in(letter()), "next": address}
        response = client.post(reverse("account_confirm_login_code"), data)
    elif page == "is it you":
        client.force_login(user)
        data = {"password": PASSWORD, "next": address}
        response = client.post(reverse("account_reauthenticate"), data)
    else:
        sign_in(client, user)
        response = client.post(reverse("account_logout"), {"next": address})

    assert response.status_code == 302
    assert response.url == "/"


def test_a_mailed_code_signs_in(client, user):
    page = ask_for_code(client, "ada@example.org").text
    assert "We have sent it to ada@example.org." in page

    response = enter_code(client, code_in(letter()).lower().replace("-", " "))

    assert response.url == "/"
    assert is_signed_in(client)


def test_a_mailed_code_works_once(client, user):
    ask_for_code(client, user.email)
    code = code_in(letter())
    enter_code(client, code)
    client.post(reverse("account_logout"))

    ask_for_code(client, user.email)
    enter_code(client, code)

    assert not is_signed_in(client)


def test_a_mailed_code_works_only_in_the_browser_that_asked(client, user):
    ask_for_code(client, user.email)
    other = Client()
    ask_for_code(other, "eve@example.org")

    enter_code(other, code_in(letter(-2)))

    assert not is_signed_in(other)


def test_a_mailed_code_works_for_ten_minutes(client, user):
    with time_machine.travel(NOON) as clock:
        ask_for_code(client, user.email)
        clock.shift(timedelta(minutes=10, seconds=5))
        response = enter_code(client, code_in(letter()))

    assert response.url == reverse("account_request_login_code")
    assert not is_signed_in(client)


def test_a_mailed_code_survives_two_wrong_tries_and_not_three(client, user):
    ask_for_code(client, user.email)
    for _ in range(2):
        assert "That is not the code." in enter_code(client, "XXXX-XXXX").text
    enter_code(client, "XXXX-XXXX")

    enter_code(client, code_in(letter()))

    assert not is_signed_in(client)


def test_a_new_code_replaces_the_old_one(client, user):
    ask_for_code(client, user.email)
    client.post(reverse("account_confirm_login_code"), {"action": "resend"})
    old, new = code_in(letter(-2)), code_in(letter(-1))

    enter_code(client, old)
    assert not is_signed_in(client)
    enter_code(client, new)
    assert is_signed_in(client)


def test_nobody_waits_for_a_code_without_an_account_longer_than_needed(client):
    ask_for_code(client, "nobody@example.org")

    assert letter().subject == "There is no account with this address"
    assert letter().to == ["nobody@example.org"]


def test_a_mail_that_cannot_be_sent_is_said(client, user, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "localhost", 1

    response = client.post(reverse("account_request_login_code"), {"email": user.email})

    assert response.status_code == 503
    assert "We could not send the mail just now." in response.text


def test_the_session_outlives_the_browser(client, user, settings):
    sign_in(client, user)

    assert client.cookies["session"]["max-age"] == 30 * 24 * 3600


def test_a_settings_page_costs_what_the_frame_costs(client, user, django_assert_num_queries):
    sign_in(client, user)
    client.get(reverse("settings_profile"))

    with django_assert_num_queries(4):  # session, user, memberships, unread notices
        client.get(reverse("settings_profile"))
