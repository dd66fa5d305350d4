from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.factories import PASSWORD, UserFactory
from tests.accounts.flows import letter, path_in, taken_at_the_last_moment

pytestmark = pytest.mark.django_db

ANSWERS = {
    "name": "Ada Lovelace",
    "email": "Ada@example.org",
    "username": "",
    "password1": PASSWORD,
    "timezone": "Europe/London",
}


def sign_up(client: Client, **answers: str) -> Any:
    return client.post(reverse("account_signup"), ANSWERS | answers)


def test_signing_up_makes_a_user_who_is_told_to_look_for_a_mail(client):
    response = sign_up(client)

    assert response.url == reverse("account_email_verification_sent")
    assert "Look in your inbox" in client.get(response.url).text
    user = User.objects.get()
    assert (user.name, user.email, user.handle) == (
        "Ada Lovelace",
        "ada@example.org",
        "ada-lovelace",
    )
    assert (user.timezone, user.language) == ("Europe/London", "en")
    assert user.check_password(PASSWORD)


def test_the_link_in_the_mail_shows_a_page_and_its_button_confirms_and_signs_in(client):
    sign_up(client)
    path = path_in(letter())

    page = client.get(path)
    assert "Is <strong>ada@example.org</strong> yours?" in page.text
    assert not EmailAddress.objects.get().verified

    response = client.post(path)
    assert response.url == "/"
    assert EmailAddress.objects.get().verified
    assert client.session["_auth_user_id"] == str(User.objects.get().pk)


def test_the_link_signs_nobody_in_elsewhere(client):
    sign_up(client)
    elsewhere = Client()

    response = elsewhere.post(path_in(letter()))

    assert response.url == reverse("account_login")
    assert EmailAddress.objects.get().verified
    assert "_auth_user_id" not in elsewhere.session


def test_the_link_works_once(client):
    sign_up(client)
    path = path_in(letter())
    client.post(path)

    assert "This link does not work any more" in Client().get(path).text
    assert Client().post(path).status_code == 404


def test_the_link_dies_with_the_address(client):
    sign_up(client)
    EmailAddress.objects.all().delete()

    assert "This link does not work any more" in client.get(path_in(letter())).text


def test_one_who_has_not_confirmed_cannot_sign_in_and_gets_another_mail(client, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    sign_up(client)

    response = Client().post(
        reverse("account_login"), {"login": "ada@example.org", "password": PASSWORD}
    )

    assert response.url == reverse("account_email_verification_sent")
    assert [message.subject for message in mail.outbox] == ["Confirm your address"] * 2


def test_a_password_can_be_left_out(client):
    sign_up(client, password1="")

    assert not User.objects.get().has_usable_password()


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "<script>"])
def test_a_zone_that_the_browser_does_not_know_is_utc(client, zone):
    sign_up(client, timezone=zone)

    assert User.objects.get().timezone == "UTC"


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"name": ""}, "This field is required."),
        ({"name": "…"}, "A name needs at least one letter."),
        ({"email": "ada"}, "Enter a valid email address."),
        ({"password1": "12345678"}, "This password is too common."),
        ({"username": "settings"}, "This handle is kept for the site."),
        ({"username": "a b"}, "Use letters, digits, - and _"),
        ({"username": "TAKEN"}, "Somebody else has this handle."),
        ({"username": "left"}, "Somebody else has this handle."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(client, answers, words):
    UserFactory(handle="taken")
    UserFactory(handle="left").introduce(name="Eve", handle="eve", headline="")

    page = sign_up(client, **answers).text

    assert words in page
    assert "Europe/London" in page
    assert not User.objects.filter(email__iexact="ada@example.org").exists()


@pytest.mark.django_db(transaction=True)
def test_a_handle_that_is_taken_at_the_last_moment_is_said(client):
    with taken_at_the_last_moment("ada"):
        response = sign_up(client, username="ada")

    assert "Somebody else has this handle." in response.text
    assert not User.objects.filter(email="ada@example.org").exists()


@pytest.mark.django_db(transaction=True)
def test_an_address_that_is_taken_at_the_last_moment_is_answered_like_any_taken_one(client):
    with taken_at_the_last_moment("somebody", email="ada@example.org"):
        response = sign_up(client)

    assert response.url == reverse("account_email_verification_sent")
    assert letter().subject == "You have an account already"
    assert User.objects.count() == 1


def test_one_who_is_signed_in_is_led_home(client):
    client.force_login(UserFactory())

    assert client.get(reverse("account_signup")).url == "/"


def test_the_page_proposes_the_address_it_is_called_with(client):
    page = client.get(reverse("account_signup"), {"email": "ada@example.org"}).text

    assert 'value="ada@example.org"' in page
