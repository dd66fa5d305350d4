import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from core.client import requester
from tests.accounts.factories import UserFactory


def visit(peer: str, forwarded: str | None = None) -> str:
    headers = {"X-Forwarded-For": forwarded} if forwarded is not None else {}
    request = RequestFactory().get("/", REMOTE_ADDR=peer, headers=headers)
    request.user = AnonymousUser()
    return requester(request)


def test_a_user_is_known_by_their_account() -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.7")
    request.user = UserFactory.build(pk=7)

    assert requester(request) == "user:7"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, None, "ip:10.0.0.1"),
        (0, "192.0.2.7", "ip:10.0.0.1"),  # nobody of ours wrote that
        (1, "192.0.2.7", "ip:192.0.2.7"),
        (1, "198.51.100.1, 192.0.2.7", "ip:192.0.2.7"),  # the left one is the visitor's invention
        (2, "198.51.100.1, 192.0.2.7, 10.0.0.9", "ip:192.0.2.7"),
        (2, "192.0.2.7", "ip:10.0.0.1"),  # it came by another way than ours
        (1, None, "ip:10.0.0.1"),
        (1, "nonsense", "ip:unknown"),
        (1, "", "ip:10.0.0.1"),
    ],
)
def test_only_our_own_proxies_are_believed(settings, proxies, forwarded, expected) -> None:
    settings.TRUSTED_PROXIES = proxies

    assert visit("10.0.0.1", forwarded) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("2001:db8:1:2:3:4:5:6", "ip:2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::", "ip:2001:db8:1:2::"),
        ("::ffff:192.0.2.7", "ip:192.0.2.7"),
    ],
)
def test_an_ipv6_visitor_is_their_network(settings, address, expected) -> None:
    settings.TRUSTED_PROXIES = 0

    assert visit(address) == expected
