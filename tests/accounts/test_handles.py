from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from accounts.errors import EmailTaken, HandleTaken
from accounts.events import UserChanged
from accounts.models import FormerHandle, User
from accounts.validators import validate_handle
from core.events import name_of
from core.models import OutboxEvent
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("handle", ["ada", "Ada", "a", "a-b_c", "7of9", "x" * 30])
def test_a_handle_of_letters_digits_and_single_signs_is_good(handle):
    validate_handle(handle)


@pytest.mark.parametrize(
    "handle",
    ["", "-ada", "ada-", "_ada", "a b", "a.b", "a/b", "é", "ada\n", "x" * 31, "<b>", "@ada"],
)
def test_a_handle_of_another_shape_is_refused(handle):
    with pytest.raises(ValidationError, match="Use letters"):
        validate_handle(handle)


@pytest.mark.parametrize("handle", ["settings", "Admin", "API", "everyone", "guildhall"])
def test_a_handle_that_would_speak_for_the_site_is_reserved(handle):
    with pytest.raises(ValidationError, match="kept for the site"):
        validate_handle(handle)


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("Ada Lovelace", "ada-lovelace"),
        ("  Zoë  Ågren ", "zoe-agren"),
        ("李雷", "person"),
        ("Settings", "settings-2"),
        ("Wolfeschlegelsteinhausenbergerdorff", "wolfeschlegelsteinhausen"),
    ],
)
def test_a_user_without_a_handle_gets_one_made_from_the_name(name, handle):
    user = User.objects.create_user("new@example.org", name=name)

    assert user.handle == handle
    validate_handle(user.handle)


def test_the_handle_made_from_a_name_is_one_that_nobody_has_or_had():
    UserFactory(handle="Ada-Lovelace")
    UserFactory(handle="ada").introduce(name="Ada", handle="ada-lovelace-2", headline="")
    UserFactory(handle="augusta").introduce(name="Ada", handle="ada-lovelace-3", headline="")
    UserFactory(handle="ada-lovelace-4").introduce(name="Ada", handle="countess", headline="")

    assert User.objects.create_user("a@example.org", name="Ada Lovelace").handle == "ada-lovelace-5"


@pytest.mark.django_db(transaction=True)
def test_namesakes_who_come_at_once_get_different_handles():
    together = Barrier(5)

    def come(number: int) -> str:
        try:
            together.wait(10)
            return User.objects.create_user(f"{number}@example.org", name="Ada Lovelace").handle
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as threads:
        handles = set(threads.map(come, range(5)))

    assert len(handles) == 5


def test_a_chosen_handle_that_somebody_has_is_refused():
    UserFactory(handle="Ada")

    with pytest.raises(HandleTaken):
        User.objects.create_user("b@example.org", name="Ada", handle="aDA")


def test_an_address_that_somebody_has_is_refused_whatever_its_case():
    UserFactory(email="ada@example.org")

    with pytest.raises(EmailTaken):
        User.objects.create_user("Ada@Example.org", name="Ada")


def test_a_new_user_is_announced():
    user = User.objects.create_user("a@example.org", name="Ada")

    event = OutboxEvent.objects.get()
    assert (event.name, event.payload) == (name_of(UserChanged), {"user_id": user.pk})


def test_introducing_oneself_changes_who_one_is_and_is_announced():
    user = UserFactory(handle="ada")

    user.introduce(name="Ada King", handle="countess", headline="Notes on engines")

    user.refresh_from_db()
    assert (user.name, user.handle, user.headline) == ("Ada King", "countess", "Notes on engines")
    assert OutboxEvent.objects.get().payload == {"user_id": user.pk}


def test_a_former_handle_still_leads_to_its_user():
    user = UserFactory(handle="ada")

    user.introduce(name="Ada", handle="countess", headline="")

    assert [User.objects.reached_by(handle) for handle in ("ADA", "Countess")] == [user, user]
    assert User.objects.reached_by("nobody") is None


def test_nobody_else_can_take_a_former_handle():
    UserFactory(handle="ada").introduce(name="Ada", handle="countess", headline="")

    with pytest.raises(HandleTaken):
        UserFactory().introduce(name="Eve", handle="Ada", headline="")
    with pytest.raises(HandleTaken):
        User.objects.create_user("eve@example.org", name="Eve", handle="ada")


def test_one_can_go_back_to_a_former_handle():
    user = UserFactory(handle="ada")
    user.introduce(name="Ada", handle="countess", headline="")

    user.introduce(name="Ada", handle="ada", headline="")

    assert list(FormerHandle.objects.values_list("handle", flat=True)) == ["countess"]


def test_changing_only_the_case_leaves_no_former_handle():
    user = UserFactory(handle="ada")

    user.introduce(name="Ada", handle="Ada", headline="")

    assert not FormerHandle.objects.exists()


def test_only_a_few_former_handles_are_kept():
    user = UserFactory(handle="h0")

    for number in range(1, 8):
        user.introduce(name="Ada", handle=f"h{number}", headline="")

    kept = user.former_handles.values_list("handle", flat=True)
    assert list(kept) == ["h6", "h5", "h4", "h3", "h2"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_a_handle_at_once_one_is_refused():
    users = UserFactory.create_batch(2)
    together = Barrier(2)

    def take(user: User) -> str:
        try:
            together.wait(10)
            user.introduce(name="Ada", handle="ada", headline="")
        except HandleTaken:
            return "refused"
        finally:
            connection.close()
        return "taken"

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(take, users)) == ["refused", "taken"]
