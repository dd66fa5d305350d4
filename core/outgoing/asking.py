"""One request to one place, within bounds of time and size.

There are no redirects, no proxies, no cookies and no credentials. What an answer says is the
stranger's, to be taken apart with care by whoever asked.
"""

import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPResponse
from threading import Timer

from django.conf import settings
from django.utils.translation import gettext as _

from core.outgoing.addresses import IP
from core.outgoing.errors import Unreachable, Unsuitable
from core.outgoing.naming import Place, place_of
from core.outgoing.resolving import public_addresses_of

CHUNK = 16 * 1024
MOST_TRIED = 3  # of the addresses that a name has


@dataclass(frozen=True)
class Bounds:
    seconds: float = 8.0  # for all of it, from looking up the name to the last byte
    bytes: int = 1_000_000  # of the answer


@dataclass(frozen=True)
class Answer:
    status: int
    content_type: str  # without what follows a semicolon
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


def fetch(address: str, kinds: frozenset[str], bounds: Bounds = Bounds()) -> Answer:
    """What stands there, if it is of one of these content types.

    Raises NotAllowed, Unreachable, Unsuitable.
    """
    answer = ask(address, headers={"Accept": ", ".join(sorted(kinds))}, bounds=bounds)
    if answer.status != 200:
        raise Unsuitable(_("It answered with %(status)d.") % {"status": answer.status})
    if answer.content_type not in kinds:
        raise Unsuitable(_("It answered with another kind of file."))
    return answer


def ask(
    address: str,
    *,
    method: str = "GET",
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    bounds: Bounds = Bounds(),
) -> Answer:
    """Raises NotAllowed, Unreachable, Unsuitable."""
    place = place_of(address)
    ends = time.monotonic() + bounds.seconds
    found = public_addresses_of(place.host, place.port, bounds.seconds)
    sent = {
        "Host": place.authority,
        "User-Agent": f"Guildhall (+{settings.SITE_ORIGIN})",
        "Accept-Encoding": "identity",  # a kilobyte that unpacks to a gigabyte is no use
        "Connection": "close",
        **(headers or {}),
    }
    try:
        with _connected(place, found, ends) as connection:
            connection.request(method, place.path, body, sent)
            with connection.getresponse() as response:
                answer = _read(response, bounds.bytes)
        _refuse_late(ends)
    except ssl.SSLCertVerificationError as error:
        raise Unreachable(_("Its certificate does not hold.")) from error
    except (OSError, HTTPException, ValueError) as error:
        late = time.monotonic() >= ends
        raise Unreachable(_("It did not answer in time.") if late else None) from error
    return answer


@contextmanager
def _connected(place: Place, found: list[IP], ends: float) -> Iterator[HTTPConnection]:
    """To an address that was looked at, under the name that was given."""
    plain = _reached(place, found, ends)
    # A server that sends a byte now and then keeps each wait short and has us for ever.
    watch = Timer(_left(ends), _cut, [plain])
    watch.daemon = True
    watch.start()
    connection = HTTPConnection(place.host, place.port)
    try:
        connection.sock = plain
        if place.scheme == "https":
            connection.sock = tls().wrap_socket(plain, server_hostname=place.host.rstrip("."))
            watch.args = [connection.sock]
        yield connection
    finally:
        watch.cancel()
        connection.close()
        plain.close()


def _refuse_late(ends: float) -> None:
    """What was cut off may look whole."""
    if time.monotonic() >= ends:
        raise TimeoutError


def _reached(place: Place, found: list[IP], ends: float) -> socket.socket:
    for at in found[:MOST_TRIED]:
        try:
            return socket.create_connection((str(at), place.port), timeout=_left(ends))
        except OSError as error:  # a machine without IPv6, say
            failed = error
    raise failed


def _left(ends: float) -> float:
    return max(ends - time.monotonic(), 0.001)


@cache
def tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def _cut(open_socket: socket.socket) -> None:
    with suppress(OSError):  # it may be closed already
        # Not what TLS makes of it, which would let the rest be read as if it were no TLS.
        socket.socket.shutdown(open_socket, socket.SHUT_RDWR)


def _read(response: HTTPResponse, most: int) -> Answer:
    if response.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        raise Unsuitable(_("It answered with another kind of file."))
    body = bytearray()
    while chunk := response.read(CHUNK):
        body += chunk
        if len(body) > most:
            raise Unsuitable(_("Its answer is too long."))
    if response.length:  # of the bytes that it promised some never came
        raise ConnectionError
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return Answer(response.status, kind, bytes(body), dict(response.headers.items()))
