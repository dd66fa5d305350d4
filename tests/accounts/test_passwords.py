import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.factories import PASSWORD, UserFactory
from tests.accounts.flows import add_app, code_in, is_signed_in, letter, path_in, sign_in

pytestmark = pytest.mark.django_db

NEW = "a short walk by the sea"


@pytest.fixture
def user():
    return UserFactory(email="ada@example.org", password=PASSWORD)


def change(client: Client, **fields: str):
    data = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW} | fields
    return client.post(reverse("account_change_password"), data)


def ask_for_link(email: str) -> str:
    """The path in the mail that comes."""
    Client().post(reverse("account_reset_password"), {"email": email})
    return path_in(letter())


def choose(client: Client, path: str, password: str = NEW):
    form = client.get(path, follow=True)
    if not form.redirect_chain:
        return form
    data = {"password1": password, "password2": password}
    return client.post(form.request["PATH_INFO"], data)


def test_changing_the_password_ends_every_other_session_and_is_told_by_mail(client, user):
    elsewhere = Client()
    sign_in(elsewhere, user)
    sign_in(client, user)

    assert change(client).url == reverse("account_change_password")

    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert (letter().subject, letter().to) == ("Your password was changed", [user.email])


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"oldpassword": "wrong"}, "That is not your current password."),
        ({"password2": "other"}, "You must type the same password each time."),
        ({"password1": "ada@example.org", "password2": "ada@example.org"}, "too similar"),
    ],
)
def test_what_is_wrong_with_a_new_password_is_said(client, user, fields, words):
    sign_in(client, user)

    assert words in change(client, **fields).text
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_a_forgotten_password_is_replaced_by_a_link_in_a_mail(client, user):
    path = ask_for_link("ADA@example.org")

    response = choose(client, path)

    assert response.url == reverse("account_reset_password_from_key_done")
    assert "Your new password is set" in client.get(response.url).text
    assert not is_signed_in(client)
    assert sign_in(client, user, NEW).url == "/"
    assert letter().subject == "Your password was changed"


def test_the_link_works_once(client, user):
    path = ask_for_link(user.email)
    choose(client, path)

    response = choose(Client(), path, "another walk by a lake")

    assert "This link does not work any more" in response.text
    assert User.objects.get().check_password(NEW)


@pytest.mark.parametrize("event", ["password", "email", "sign-in"])
def test_the_link_dies_with_a_change_of_what_it_opens(client, user, event):
    path = ask_for_link(user.email)
    if event == "password":
        user.set_password("yet another walk")
        user.save()
    elif event == "email":
        EmailAddress.objects.create(user=user, email="new@example.org", verified=True)
    else:
        sign_in(client, user)

    assert "This link does not work any more" in choose(Client(), path).text


def test_the_link_ends_every_session(client, user):
    sign_in(client, user)

    choose(Client(), ask_for_link(user.email))

    assert not is_signed_in(client)


def test_the_link_does_not_get_past_the_second_step(client, user):
    add_app(user)

    choose(client, ask_for_link(user.email))

    assert sign_in(client, user, NEW).url == reverse("mfa_authenticate")
    assert not is_signed_in(client)


def test_links_begin_with_the_configured_origin_whatever_host_is_named(client, user, settings):
    settings.ALLOWED_HOSTS = ["localhost", "evil.example"]
    headers = {"host": "evil.example", "x-forwarded-host": "evil.example"}

    client.post(reverse("account_reset_password"), {"email": user.email}, headers=headers)

    assert path_in(letter())
    html = str(letter().alternatives[0][0])
    assert "evil.example" not in letter().body + html


def test_one_without_a_password_can_set_one(client):
    user = UserFactory()
    user.set_unusable_password()
    user.save()
    client.post(reverse("account_request_login_code"), {"email": user.email})
    client.post(reverse("account_confirm_login_code"), {"code": code_in(letter())})

    assert client.get(reverse("account_change_password")).url == reverse("account_set_password")
    client.post(reverse("account_set_password"), {"password1": NEW, "password2": NEW})

    user.refresh_from_db()
    assert user.check_password(NEW)
    assert is_signed_in(client)
    assert mail.outbox[-1].subject == "Your account has a password now"
