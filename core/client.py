"""Who is asking, as far as a limit is concerned."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest


def requester(request: HttpRequest) -> str:
    """A key for the signed-in user, and for a visitor one for their network address."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return f"user:{user.pk}"
    return f"ip:{network_of(request)}"


def network_of(request: HttpRequest) -> str:
    """The visitor's IPv4 address or IPv6 /64, which is what one household or host is given."""
    address = _address(_hop(request))
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, 64), strict=False).network_address)
    return str(address)


def _hop(request: HttpRequest) -> str:
    """What the outermost of our own proxies saw; what stands left of it, anyone can write."""
    peer = request.META.get("REMOTE_ADDR", "")
    forwarded = request.headers.get("X-Forwarded-For")
    hops = [*forwarded.split(","), peer] if forwarded else [peer]
    proxies = settings.TRUSTED_PROXIES
    return hops[-1 - proxies].strip() if proxies < len(hops) else peer


def _address(text: str) -> IPv4Address | IPv6Address | str:
    try:
        address = ip_address(text)
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return address.ipv4_mapped
    return address
