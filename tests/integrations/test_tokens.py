import re
import time

import pytest
from django.test import Client

from integrations.models import AccessToken
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db

PAGE = "/settings/tokens/"


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    session = client.session  # as after a sign-in with a password, a moment ago
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


def test_a_token_is_shown_once_and_works():
    client = signed_in(UserFactory())

    made = client.post(PAGE, {"name": "Weekly report", "scopes": ["read"], "days": "90"})

    text = re.search(r"cop_pat_\w{36}", made.content.decode()).group()
    assert "no-store" in made.headers["Cache-Control"]
    assert "cop_pat_" not in client.get(PAGE).content.decode()
    assert AccessToken.objects.with_token(text).name == "Weekly report"


def test_a_token_that_does_nothing_is_refused():
    client = signed_in(UserFactory())

    response = client.post(PAGE, {"name": "Nothing", "days": "90"})

    assert response.status_code == 422
    assert not AccessToken.objects.exists()


def test_one_revokes_ones_own_tokens_only():
    owner, other = UserFactory(), UserFactory()
    token, text = AccessToken.objects.issue(owner, "Mine", ["read"])
    revocation = f"{PAGE}{token.pk}/revocation/"

    assert signed_in(other).post(revocation).status_code == 404
    assert AccessToken.objects.with_token(text)
    assert signed_in(owner).post(revocation).status_code == 302
    assert AccessToken.objects.with_token(text) is None


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_however_many(django_assert_num_queries, rows):
    user = UserFactory()
    client = signed_in(user)
    for n in range(rows):
        AccessToken.objects.issue(user, f"Token {n}", ["read"])

    with django_assert_num_queries(5):
        page = client.get(PAGE).content.decode()

    assert page.count("…") >= rows
