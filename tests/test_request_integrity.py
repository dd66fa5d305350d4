"""A request that another site has a browser send does nothing, whatever it is for."""

import pytest
from django.test import Client

from tests.sweeping import addresses, build

pytestmark = pytest.mark.django_db

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
WITHOUT_TOKEN = {
    "learning:slip_mail",  # likewise, for who has no account
    "notifications:unsubscribe",  # a mail program sends it, by RFC 8058: its address is signed
    "api:nothing",  # there is nothing to do
}


def test_no_route_takes_an_unsafe_request_that_is_signed_by_a_cookie_alone():
    world = build("public")
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people["owner"])

    taken = {
        (name, method): status
        for name, address in addresses(world)
        for method in UNSAFE
        if (status := client.generic(method, address).status_code) not in {403, 405}
    }

    assert {name for name, _method in taken} == WITHOUT_TOKEN
    assert set(taken.values()) == {404}


def test_the_same_requests_are_taken_with_a_token():
    """Lest the others are refused for another reason."""
    world = build("public")
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people["owner"])
    client.get("/settings/")
    token = client.cookies["csrf"].value

    answer = client.post("/settings/theme/", {"theme": "dark"}, headers={"X-CSRFToken": token})

    assert answer.status_code == 302
