import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from accounts.models import FormerHandle, User
from tests.accounts.factories import PASSWORD, UserFactory
from tests.accounts.flows import SECRET, add_app, is_signed_in, sign_in

pytestmark = pytest.mark.django_db

LIST = "admin:accounts_user_changelist"


@pytest.fixture
def operator():
    return UserFactory(is_staff=True, is_superuser=True, password=PASSWORD)


@pytest.fixture
def desk(operator):
    client = Client()
    client.force_login(operator)
    return client


def form_of(user: User, **changes: object) -> dict[str, object]:
    """What the page of a user sends when it is saved with these changes."""
    names = ("name", "handle", "headline", "timezone", "language", "theme", "dye")
    fields = {name: getattr(user, name) for name in names} | {"is_active": "on"}
    for prefix in ("emailaddress_set", "authenticator_set"):
        fields |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    return fields | changes


def test_operators_come_in_by_the_door_that_asks_for_the_second_step(client, operator):
    add_app(operator)
    desk = reverse("admin:index")

    door = client.get(reverse("admin:login"), {"next": desk})

    assert door.url.startswith(reverse("account_login"))
    assert sign_in(client, operator, next=desk).url == reverse("mfa_authenticate")


def test_others_do_not_come_in(client):
    client.force_login(UserFactory())

    assert client.get(reverse("admin:login")).status_code == 403


@pytest.mark.parametrize(
    ("words", "found"),
    [("lovelace", ["ada"]), ("BOB", ["bob"]), ("second@example.org", ["ada"]), ("nobody", [])],
)
def test_users_are_found_by_name_handle_and_any_address(desk, words, found):
    ada = UserFactory(name="Ada Lovelace", handle="ada")
    EmailAddress.objects.create(user=ada, email="second@example.org")
    UserFactory(handle="bob")

    page = desk.get(reverse(LIST), {"q": words})

    assert [user.handle for user in page.context["cl"].result_list] == found


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_any_number(desk, number, django_assert_num_queries):
    UserFactory.create_batch(number)
    desk.get(reverse(LIST))

    # session, user, the span of dates, a count, the page
    with django_assert_num_queries(6):
        desk.get(reverse(LIST))


def test_no_page_shows_what_opens_an_account(desk):
    user = UserFactory(password=PASSWORD)
    app = add_app(user)

    page = desk.get(reverse("admin:accounts_user_change", args=[user.pk])).text

    assert user.password not in page
    assert SECRET not in page
    assert app.data["secret"] not in page
    assert "totp" in page.lower()


def test_nothing_of_the_libraries_is_there_to_show_it():
    apps = {model._meta.app_label for model in admin.site._registry}

    assert not apps & {"mfa", "socialaccount", "usersessions", "account"}


def test_a_user_is_changed_by_the_verbs(desk):
    user = UserFactory(handle="ada")

    desk.post(
        reverse("admin:accounts_user_change", args=[user.pk]), form_of(user, handle="countess")
    )

    user.refresh_from_db()
    assert user.handle == "countess"
    assert FormerHandle.objects.get().handle == "ada"


def test_a_handle_that_is_taken_is_said(desk):
    user, _ = UserFactory(handle="ada"), UserFactory(handle="bob")

    page = desk.post(
        reverse("admin:accounts_user_change", args=[user.pk]), form_of(user, handle="Bob")
    )

    assert "Somebody else has this handle." in page.text


def test_a_new_user_has_no_password_and_a_handle(desk):
    new = User(name="Grace Hopper", timezone="UTC", language="en", dye="woad")

    desk.post(
        reverse("admin:accounts_user_add"), form_of(new, email="grace@example.org", handle="grace")
    )

    grace = User.objects.get(email="grace@example.org")
    assert (grace.handle, grace.has_usable_password()) == ("grace", False)


def test_a_lost_second_step_can_be_taken_away(desk):
    user = UserFactory(password=PASSWORD)
    app = add_app(user)
    Authenticator.objects.exclude(pk=app.pk).delete()
    gone = {
        "authenticator_set-TOTAL_FORMS": 1,
        "authenticator_set-INITIAL_FORMS": 1,
        "authenticator_set-0-id": app.pk,
        "authenticator_set-0-user": user.pk,
        "authenticator_set-0-DELETE": "on",
    }

    desk.post(reverse("admin:accounts_user_change", args=[user.pk]), form_of(user, **gone))

    assert not user.authenticator_set.exists()


def test_a_user_can_be_signed_out_everywhere(client, desk):
    user, other = UserFactory(password=PASSWORD), UserFactory(password=PASSWORD)
    elsewhere = Client()
    sign_in(client, user)
    sign_in(elsewhere, other)

    desk.post(reverse(LIST), {"action": "sign_out_everywhere", "_selected_action": [user.pk]})

    assert not is_signed_in(client)
    assert is_signed_in(elsewhere)
