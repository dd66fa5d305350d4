"""Which addresses of the internet are everybody's, so that asking them reaches nothing inside."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

IP = IPv4Address | IPv6Address

# Everything of IANA's registries for special purposes, written out: what Python calls global is not
# the same from one of its versions to the next.
_NOT_PUBLIC_4 = [
    ip_network(net)
    for net in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # behind a provider's address
        "127.0.0.0/8",
        "169.254.0.0/16",  # also where clouds keep their secrets
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
]
# Of IPv6 one eighth is given out; what of it leads elsewhere, or through a gateway to IPv4, is not
# taken: Teredo and its like, documentation, 6to4. NAT64 and mapped addresses lie outside anyway.
_GIVEN_OUT = ip_network("2000::/3")
_NOT_PUBLIC_6 = [
    ip_network(net)
    for net in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
]


def is_public(address: IP) -> bool:
    if isinstance(address, IPv4Address):
        return not any(address in net for net in _NOT_PUBLIC_4)
    if address.scope_id or address not in _GIVEN_OUT:
        return False
    return not any(address in net for net in _NOT_PUBLIC_6)


def read_ip(text: str) -> IP:
    return ip_address(text)
