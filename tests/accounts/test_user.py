import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError

from accounts.models import Block, User, initials_of
from accounts.validators import validate_name, validate_timezone
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Ada Lovelace", "AL"), ("Ada", "A"), ("Johan van der Berg", "JB"), ("", "")],
)
def test_initials_are_of_the_first_and_the_last_word(name, initials):
    assert initials_of(name) == initials


@pytest.mark.parametrize("name", ["Ada", "Zoë Ågren", "O’Brien", "李雷", "می‌خواهم"])
def test_names_of_all_scripts_are_good(name):
    validate_name(name)


@pytest.mark.parametrize("name", ["Ada\nBcc: all@example.org", "Ada\r", "\u202eadA", "…", "\x00a"])
def test_a_name_that_would_break_or_turn_a_line_is_refused(name):
    with pytest.raises(ValidationError):
        validate_name(name)


def test_a_zone_that_is_not_known_any_more_is_utc():
    assert str(UserFactory(timezone="Mars/Olympus").zone) == "UTC"
    with pytest.raises(ValidationError):
        validate_timezone("Mars/Olympus")


def test_a_superuser_can_sign_in_at_once():
    user = User.objects.create_superuser("Op@example.org", "a long walk", name="Op", handle="op")

    address = EmailAddress.objects.get(user=user)
    assert (address.email, address.verified, address.primary) == ("op@example.org", True, True)
    assert user.check_password("a long walk")


def test_a_block_stands_between_two_in_both_directions():
    ada, bob, eve = UserFactory.create_batch(3)
    block = Block.objects.create(blocker=ada, blocked=bob)

    assert list(Block.objects.between(bob.pk, ada.pk)) == [block]
    assert not Block.objects.between(ada.pk, eve.pk).exists()
