from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.accounts.factories import PASSWORD, UserFactory
from tests.accounts.flows import letter, path_in, show_it_is_you, sign_in

pytestmark = pytest.mark.django_db

ADDRESSES = "account_email"


@pytest.fixture
def clock():
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False) as clock:
        yield clock


@pytest.fixture
def user(client, clock):
    """Signed in six minutes ago."""
    user = UserFactory(email="ada@example.org", name="Ada", password=PASSWORD)
    sign_in(client, user)
    clock.shift(timedelta(minutes=6))
    return user


def add(client: Client, email: str):
    return client.post(reverse(ADDRESSES), {"action_add": "", "email": email}, follow=True)


def do(client: Client, action: str, email: str):
    return client.post(reverse(ADDRESSES), {f"action_{action}": "", "email": email}, follow=True)


def add_confirmed(client: Client, email: str) -> None:
    add(client, email)
    client.post(path_in(letter()))


@pytest.mark.parametrize("action", ["add", "primary", "remove"])
def test_a_change_asks_first_whether_it_is_still_you(client, user, action):
    EmailAddress.objects.create(user=user, email="two@example.org", verified=True)

    response = client.post(reverse(ADDRESSES), {f"action_{action}": "", "email": "two@example.org"})
    new = client.post(reverse(ADDRESSES), {"action_add": "", "email": "new@example.org"})

    assert new.url.startswith(reverse("account_reauthenticate"))
    if action != "add":
        assert response.url.startswith(reverse("account_reauthenticate"))
    two = EmailAddress.objects.get(email="two@example.org")
    assert (two.primary, EmailAddress.objects.count()) == (False, 2)


def test_who_has_just_signed_in_is_not_asked_again(client, user):
    client.post(reverse("account_logout"))
    sign_in(client, user)

    add(client, "new@example.org")

    assert EmailAddress.objects.filter(email="new@example.org").exists()


def test_a_sign_in_of_another_does_not_count(client, user):
    """Their record was in the session that Eve's sign-in then took over."""
    eve = UserFactory(password=PASSWORD)
    records = client.session["account_authentication_methods"]
    client.force_login(eve)
    session = client.session
    session["account_authentication_methods"] = records
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()

    response = client.post(reverse(ADDRESSES), {"action_add": "", "email": "new@example.org"})

    assert response.url.startswith(reverse("account_reauthenticate"))


def test_what_was_asked_for_is_done_after_one_has_shown_it(client, user):
    asked = client.post(reverse(ADDRESSES), {"action_add": "", "email": "new@example.org"})

    client.post(asked.url, {"password": PASSWORD, "next": reverse(ADDRESSES)})

    assert EmailAddress.objects.filter(email="new@example.org").exists()


def test_a_new_address_is_confirmed_by_mail_and_does_not_replace_the_main_one(client, user):
    show_it_is_you(client)

    page = add(client, "New@example.org").text
    assert "Mail sent to new@example.org" in page
    assert "Not confirmed" in page
    assert letter().to == ["new@example.org"]
    assert "Ada wants to use this address here." in letter().body

    client.post(path_in(letter()))
    assert EmailAddress.objects.get(email="new@example.org").verified
    user.refresh_from_db()
    assert user.email == "ada@example.org"


def test_the_old_main_address_is_told_of_the_new_one(client, user):
    show_it_is_you(client)
    add_confirmed(client, "new@example.org")

    page = do(client, "primary", "new@example.org").text

    assert "Main address changed" in page
    assert (letter().subject, letter().to) == (
        "Your main address was changed",
        ["ada@example.org"],
    )
    user.refresh_from_db()
    assert user.email == "new@example.org"


def test_an_address_that_is_not_confirmed_cannot_be_the_main_one(client, user):
    show_it_is_you(client)
    add(client, "new@example.org")

    page = do(client, "primary", "new@example.org").text

    assert "Confirm this address first." in page
    user.refresh_from_db()
    assert user.email == "ada@example.org"


def test_an_address_is_removed_and_told_so(client, user):
    show_it_is_you(client)
    add_confirmed(client, "new@example.org")

    page = do(client, "remove", "new@example.org").text

    assert "new@example.org removed" in page
    assert letter().subject == "An address was removed from your account"
    assert letter().to == ["ada@example.org"]


def test_the_main_address_cannot_be_removed(client, user):
    show_it_is_you(client)
    add_confirmed(client, "new@example.org")

    page = do(client, "remove", "ada@example.org").text

    assert "Make another address your main one first." in page
    assert EmailAddress.objects.count() == 2


def test_an_address_of_another_is_answered_like_any_and_can_never_be_confirmed(client, user):
    UserFactory(email="eve@example.org")
    show_it_is_you(client)

    assert "Mail sent to eve@example.org" in add(client, "eve@example.org").text

    path = path_in(letter())
    assert "confirmed in another account" in client.get(path).text
    client.post(path)
    assert not EmailAddress.objects.get(user=user, email="eve@example.org").verified


def test_one_cannot_collect_addresses(client, user):
    show_it_is_you(client)
    for number in range(4):
        EmailAddress.objects.create(user=user, email=f"{number}@example.org")

    assert "Add an address" not in client.get(reverse(ADDRESSES)).text
    assert "You can have 5 addresses. Remove one first." in add(client, "5@example.org").text


def test_the_mail_can_be_sent_again(client, user, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    show_it_is_you(client)
    add(client, "new@example.org")

    do(client, "send", "new@example.org")

    assert [message.to for message in mail.outbox] == [["new@example.org"]] * 2


def test_any_confirmed_address_signs_in(client, user):
    show_it_is_you(client)
    add_confirmed(client, "new@example.org")

    response = Client().post(
        reverse("account_login"), {"login": "new@example.org", "password": PASSWORD}
    )

    assert response.url == "/"
