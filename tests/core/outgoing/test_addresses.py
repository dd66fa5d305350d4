"""Which addresses may be asked, however they are written."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.outgoing.addresses import is_public
from core.outgoing.errors import NotAllowed
from core.outgoing.naming import place_of

INSIDE = """
    0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.254 169.254.169.254
    172.16.0.1 172.31.255.255 192.0.0.1 192.168.1.1 198.18.0.1 198.19.255.255 203.0.113.9 224.0.0.1
    239.255.255.255 240.0.0.1 255.255.255.255
    :: ::1 ::ffff:127.0.0.1 ::ffff:93.184.216.34 ::7f00:1 64:ff9b::7f00:1 64:ff9b:1::a00:1
    fe80::1 fe80::1%eth0 fec0::1 fc00::1 fd12:3456::1 ff02::1 2002:7f00:1::1 2001::1 2001:db8::1
    100::1 5f00::1 3fff::1
"""


def test_what_is_inside_or_leads_there_is_not_public():
    assert [one for one in INSIDE.split() if is_public(ip_address(one))] == []
    outside = (
        "93.184.216.34 1.1.1.1 100.63.255.255 172.32.0.1 2606:4700::1111 2a00:1450::1 2001:4860::"
    )
    assert [one for one in outside.split() if not is_public(ip_address(one))] == []


@given(st.ip_addresses())
def test_nothing_is_public_that_the_standard_library_calls_private(address):
    """Ours is the stricter: an address of either family, drawn with a weight on special ranges."""
    if is_public(address):
        assert address.is_global
        assert not address.is_multicast
        assert not address.is_reserved


@given(st.ip_addresses(v=4))
def test_no_way_of_writing_an_ipv4_address_as_ipv6_is_public(address: IPv4Address):
    number = int(address)
    for written in (
        number,
        (0xFFFF << 32) | number,
        (0x64FF9B << 96) | number,
        (0x64FF9B0001 << 80) | number,
        (0x2002 << 112) | (number << 80),
    ):
        assert not is_public(IPv6Address(written))


@pytest.mark.parametrize(
    "address",
    [
        "",
        "example.org",
        "//example.org/",
        "http://example.org/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "gopher://example.org/",
        "https://",
        "https:///x",
        "https://user@example.org/",
        "https://user:pass@example.org/",
        "https://@example.org/",
        "https://example.org:22/",
        "https://example.org:80/",
        "https://example.org:99999/",
        "https://example.org:x/",
        "https://exam ple.org/",
        "https://example.org/\r\nHost: inside",
        "https://example.org/\u200b",
        "https://ex\u00e4mple.org/",
        "https://example.org\\@inside/",
        "https://[::1/",
        "https://[fe80::1%25eth0]/",
        "https://ex_ample.org/",
        "https://-a.org/",
        "https://example.org/" + "a" * 2000,
    ],
)
def test_odd_addresses_are_not_asked(address):
    with pytest.raises(NotAllowed):
        place_of(address)


def test_what_an_address_says():
    place = place_of("https://Example.ORG:8443/a/b?c=d#e")
    assert (place.host, place.port, place.path) == ("example.org", 8443, "/a/b?c=d")
    assert place.authority == "example.org:8443"
    assert place_of("https://example.org").path == "/"
    assert place_of("https://[2606:4700::1]/").authority == "[2606:4700::1]"


@given(st.text(max_size=60))
def test_whatever_is_written_is_a_place_or_refused(text):
    for address in (text, f"https://{text}", f"https://example.org/{text}"):
        try:
            place = place_of(address)
        except NotAllowed:
            continue
        assert place.scheme == "https"
        assert "@" not in place.host
        assert place.path.isascii()
        assert not set(place.path) & set(" \r\n\t")
