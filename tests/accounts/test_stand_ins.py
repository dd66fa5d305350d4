from datetime import UTC, datetime

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import Absent, StandIn, User
from accounts.validators import validate_handle
from members.directory import people_visible_to
from tests.accounts.factories import UserFactory
from tests.communities.factories import CommunityFactory, join

pytestmark = pytest.mark.django_db


def absent(number: int, name: str = "Ada Lovelace", **facts) -> Absent:
    return Absent(
        **{
            "key": f"somewhere:{number}",
            "name": name,
            "site": "Somewhere",
            "url": f"https://somewhere.example/users/{number}",
            "since": datetime(2014, 1, 21, tzinfo=UTC),
            "number": number,
        }
        | facts
    )


def stand_in(number: int = 7, **facts) -> User:
    ids = StandIn.objects.introduce([absent(number, **facts)])
    return User.objects.get(pk=ids[f"somewhere:{number}"])


def test_whoever_is_introduced_twice_is_one_user():
    first = StandIn.objects.introduce([absent(1), absent(2)])
    second = StandIn.objects.introduce([absent(2, name="Renamed"), absent(3)])

    assert second["somewhere:2"] == first["somewhere:2"]
    assert User.objects.count() == 3


def test_people_of_one_name_get_handles_by_their_numbers():
    UserFactory(handle="ada-lovelace-12")

    StandIn.objects.introduce([absent(n) for n in (11, 12, 10_000_000)])

    handles = list(StandIn.objects.order_by("user").values_list("user__handle", flat=True))
    assert handles == ["ada-lovelace", "ada-lovelace-13", "ada-lovelace-10000000"]


@pytest.mark.parametrize("name", ["Settings", "李雷", "x" * 120, "user 7"])
def test_any_name_gives_a_good_handle(name):
    for number in (1, 2):
        validate_handle(stand_in(number, name=name).handle)


def test_a_handle_that_somebody_gave_up_is_not_taken():
    UserFactory(handle="ada-lovelace").introduce(name="Ada", handle="ada", headline="")

    assert stand_in(7).handle == "ada-lovelace-7"


def test_a_stand_in_cannot_sign_in_and_is_mailed_as_a_stranger_would_be(client: Client):
    user = stand_in()

    client.post(reverse("account_login"), {"login": user.email, "password": ""})
    client.post(reverse("account_request_login_code"), {"email": user.email})
    client.post(reverse("account_reset_password"), {"email": user.email})

    assert "_auth_user_id" not in client.session
    assert {sent.subject for sent in mail.outbox} == {"There is no account with this address"}


def test_a_stand_in_has_a_page_that_says_what_it_is(client: Client):
    user = stand_in()

    page = client.get(user.get_absolute_url()).content.decode()

    assert "wrote at Somewhere" in page
    assert 'href="https://somewhere.example/users/7"' in page


def test_the_page_of_a_user_says_nothing_of_the_kind(client: Client):
    page = client.get(UserFactory().get_absolute_url()).content.decode()

    assert "no account here" not in page


def test_a_deactivated_user_has_no_page(client: Client):
    user = UserFactory(is_active=False)

    assert client.get(user.get_absolute_url()).status_code == 404


def test_a_stand_in_is_found_among_the_members_and_a_deactivated_user_is_not():
    community = CommunityFactory()
    user = join(community, stand_in())
    join(community, UserFactory(is_active=False))

    assert list(people_visible_to(UserFactory()).filter(memberships__community=community)) == [user]
