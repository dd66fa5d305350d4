import re
from datetime import UTC, datetime

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from tests.accounts.factories import PASSWORD, UserFactory
from tests.accounts.flows import (
    SECRET,
    add_app,
    app_code,
    code_in,
    is_signed_in,
    letter,
    show_it_is_you,
    sign_in,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def user():
    return UserFactory(email="ada@example.org", password=PASSWORD)


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def enter(client: Client, code: str):
    return client.post(reverse("mfa_authenticate"), {"code": code})


def now_code() -> str:
    return app_code(datetime.now(tz=UTC).timestamp())


def test_an_app_is_set_up_by_scanning_and_entering_a_code(
    client, user, clock, django_capture_on_commit_callbacks
):
    sign_in(client, user)
    show_it_is_you(client)

    page = client.get(reverse("mfa_activate_totp")).text
    assert '<svg class="qr" role="img"' in page
    assert "data:" not in page
    key = re.search(r'class="onecode">([A-Z2-7 ]+)<', page)
    assert key
    secret = key[1].replace(" ", "")
    code = format_hotp_value(hotp_value(secret, int(NOON.timestamp()) // 30))
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse("mfa_activate_totp"), {"code": code})

    assert response.url == reverse("mfa_view_recovery_codes")
    assert letter().subject == "Two-step sign-in is on"
    assert set(user.authenticator_set.values_list("type", flat=True)) == {"totp", "recovery_codes"}


def test_what_opens_the_account_is_not_readable_in_the_database(user):
    app = add_app(user)

    assert SECRET not in str(app.data)


def test_a_wrong_code_sets_up_nothing(client, user):
    sign_in(client, user)
    show_it_is_you(client)
    client.get(reverse("mfa_activate_totp"))

    response = client.post(reverse("mfa_activate_totp"), {"code": "000000"})

    assert "That is not the code." in response.text
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("way", ["password", "mailed code"])
def test_signing_in_then_takes_a_code_from_the_app(client, user, clock, way):
    add_app(user)
    if way == "password":
        sign_in(client, user)
    else:
        client.post(reverse("account_request_login_code"), {"email": user.email})
        client.post(reverse("account_confirm_login_code"), {"code": code_in(letter())})

    assert "One more step" in client.get(reverse("mfa_authenticate")).text
    assert not is_signed_in(client)
    assert "That is not the code." in enter(client, "000000").text
    assert not is_signed_in(client)

    assert enter(client, now_code()).url == "/"
    assert is_signed_in(client)


@pytest.mark.parametrize("seconds", [-30, 30])
def test_a_code_of_the_half_minute_before_or_after_is_good(client, user, clock, seconds):
    add_app(user)
    sign_in(client, user)

    assert enter(client, app_code(NOON.timestamp() + seconds)).url == "/"


@pytest.mark.parametrize("seconds", [-61, 61])
def test_an_older_or_later_one_is_not(client, user, clock, seconds):
    add_app(user)
    sign_in(client, user)

    assert "That is not the code." in enter(client, app_code(NOON.timestamp() + seconds)).text


@pytest.mark.parametrize("later", [0, 31, 59])
@pytest.mark.parametrize("written", ["{}", "{} ", "{:.3} {:.3}"])
def test_a_code_from_the_app_opens_once(client, user, clock, later, written):
    add_app(user)
    code = app_code(NOON.timestamp() + 30)
    sign_in(client, user)
    enter(client, code)
    clock.shift(later)

    thief = Client()
    sign_in(thief, user)
    again = f"{code[:3]} {code[3:]}" if ":" in written else written.format(code)
    enter(thief, again)

    assert is_signed_in(client)
    assert not is_signed_in(thief)


def test_a_code_opens_once_also_while_redis_does_not_answer(client, user, clock, frozen_valkey):
    add_app(user)
    sign_in(client, user)
    enter(client, now_code())

    thief = Client()
    sign_in(thief, user)
    enter(thief, now_code())

    assert (is_signed_in(client), is_signed_in(thief)) == (True, False)


def test_a_code_spent_on_showing_that_it_is_you_does_not_sign_in(client, user, clock):
    add_app(user)
    client.force_login(user)
    client.post(reverse("mfa_reauthenticate"), {"code": now_code()})

    thief = Client()
    sign_in(thief, user)
    enter(thief, now_code())

    assert not is_signed_in(thief)


def test_a_first_step_for_one_is_none_for_another(client, user, clock):
    add_app(user)
    eve = UserFactory(password=PASSWORD)
    sign_in(client, user)
    assert sign_in(client, eve).url == reverse("mfa_authenticate")
    assert not is_signed_in(client)

    client.post(reverse("account_logout"))
    sign_in(client, eve)

    assert client.session["_auth_user_id"] == str(eve.pk)
    enter(client, now_code())
    assert client.session["_auth_user_id"] == str(eve.pk)


def test_a_recovery_code_signs_in_once(client, user):
    add_app(user)
    code = user.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()[0]
    sign_in(client, user)

    assert enter(client, code).url == "/"

    other = Client()
    sign_in(other, user)
    assert "That is not the code." in enter(other, code).text


def test_recovery_codes_are_shown_and_downloaded_only_after_showing_that_it_is_you(client, user):
    add_app(user)
    codes = user.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()
    client.force_login(user)
    pages = [reverse("mfa_view_recovery_codes"), reverse("mfa_download_recovery_codes")]

    for page in pages:
        assert client.get(page).url.startswith(reverse("account_reauthenticate"))

    show_it_is_you(client)
    assert all(code in client.get(pages[0]).text for code in codes)
    download = client.get(pages[1])
    assert download.text.split() == codes
    assert download.headers["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'


def test_new_recovery_codes_replace_the_old_ones(client, user):
    add_app(user)
    old = user.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()
    client.force_login(user)
    show_it_is_you(client)
    assert (
        "The 10 you have left stop working."
        in client.get(reverse("mfa_generate_recovery_codes")).text
    )

    client.post(reverse("mfa_generate_recovery_codes"))

    new = user.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()
    assert not set(old) & set(new)


def test_removing_the_app_takes_the_recovery_codes_along_and_is_told_by_mail(client, user):
    add_app(user)
    client.force_login(user)
    assert client.get(reverse("mfa_deactivate_totp")).url.startswith(
        reverse("account_reauthenticate")
    )
    show_it_is_you(client)

    client.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.exists()
    assert letter().subject == "The authenticator app was removed"
    assert sign_in(Client(), user).url == "/"


def test_the_page_says_what_is_on(client, user):
    client.force_login(user)
    assert "Set up an app" in client.get(reverse("mfa_index")).text

    add_app(user)

    page = client.get(reverse("mfa_index")).text
    assert "Your account has a second step" in page
    assert "10 are left." in page
