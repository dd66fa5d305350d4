"""What an address says: whom to ask, where, and for what. Anything odd in it is refused."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from core.outgoing.errors import NotAllowed

LONGEST = 2000
_PLAIN = re.compile(r"[!-\[\]-~]+", re.ASCII)  # no spaces, controls or backslashes
_HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*\.?|[0-9a-f:.]+", re.ASCII)
_OWN_PORTS = 1024  # below it, other services than the web's listen


@dataclass(frozen=True)
class Place:
    scheme: str
    host: str
    port: int
    path: str  # with what is asked

    @property
    def authority(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = {"https": 443, "http": 80}[self.scheme]
        return host if self.port == usual else f"{host}:{self.port}"


def place_of(address: str) -> Place:
    """Raises NotAllowed."""
    if len(address) > LONGEST or not _PLAIN.fullmatch(address):
        raise NotAllowed
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise NotAllowed from error
    host = (parts.hostname or "").lower()
    schemes = {"https", "http"} if settings.OUTGOING_INSIDE else {"https"}
    if parts.scheme not in schemes or "@" in parts.netloc or not _HOST.fullmatch(host):
        raise NotAllowed
    usual = 443 if parts.scheme == "https" else 80
    port = usual if port is None else port
    if port != usual and port < _OWN_PORTS:
        raise NotAllowed
    path = parts.path or "/"
    return Place(parts.scheme, host, port, f"{path}?{parts.query}" if parts.query else path)
