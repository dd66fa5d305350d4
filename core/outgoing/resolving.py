"""From a name to an address that may be asked. It is looked up once, and what was looked at is what
is connected to: a name that says something else a moment later changes nothing.
"""

import socket
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings

from core.outgoing.addresses import IP, is_public, read_ip
from core.outgoing.errors import NotAllowed, Unreachable

# The system's own looking up knows no end; who waits here does.
_LOOKING = ThreadPoolExecutor(4, thread_name_prefix="names")


def public_addresses_of(host: str, port: int, patience: float) -> list[IP]:
    """The best first. Raises NotAllowed, Unreachable."""
    found = _addresses_of(host, port, patience)
    # A name with one address outside and one inside is made for somebody who asks twice.
    if not settings.OUTGOING_INSIDE and not all(is_public(one) for one in found):
        raise NotAllowed
    return found


def _addresses_of(host: str, port: int, patience: float) -> list[IP]:
    looking = _LOOKING.submit(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    try:
        answers = looking.result(timeout=max(patience, 0))
        found = [read_ip(str(answer[4][0])) for answer in answers]
    except (OSError, UnicodeError, ValueError, TimeoutError) as error:
        looking.cancel()
        raise Unreachable from error
    if not found:
        raise Unreachable
    return found
