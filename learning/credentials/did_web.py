"""``did:web``: a name for an issuer that is also the address of its document."""

import re
from urllib.parse import quote, unquote

from django.utils.translation import gettext as _

from learning.credentials.errors import BadCredential

PREFIX = "did:web:"
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?")
_STEP = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*")


def did_of(host: str, *steps: str) -> str:
    """``cop.example:8000, issuers, 1`` makes ``did:web:cop.example%3A8000:issuers:1``."""
    parts = [quote(_checked(_HOST, host.lower()), safe="")]
    return PREFIX + ":".join([*parts, *(_checked(_STEP, step) for step in steps)])


def address_of(did: str) -> str:
    """Where the document of a ``did:web`` is."""
    if not did.startswith(PREFIX):
        raise _no_did(did)
    host, *steps = did.removeprefix(PREFIX).split(":")
    path = "/".join(_checked(_STEP, step) for step in steps) or ".well-known"
    return f"https://{_checked(_HOST, unquote(host))}/{path}/did.json"


def _checked(pattern: re.Pattern[str], text: str) -> str:
    if not pattern.fullmatch(text):
        raise _no_did(text)
    return text


def _no_did(text: str) -> BadCredential:
    return BadCredential(_("“%(did)s” names no issuer.") % {"did": text[:200]})
