"""Sent twice with one key, as after a connection that broke, a text is posted once."""

import hashlib
import re

from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ParseError
from rest_framework.request import Request

HEADER = "Idempotency-Key"
KEY = "[!-~]{1,255}"

IDEMPOTENCY = OpenApiParameter(
    HEADER,
    {"type": "string", "pattern": f"^{KEY}$"},
    OpenApiParameter.HEADER,
    description=(
        "Yours to make up, one for each text: sent again, it is answered with the first; "
        "with another text it is refused with 422 and the code `idempotency_key_reused`."
    ),
)


def nonce_of(request: Request) -> str | None:
    """The key as a verb's nonce: the same only for the same address. Raises ParseError."""
    key = request.headers.get(HEADER)
    if key is None:
        return None
    if not re.fullmatch(KEY, key):
        raise ParseError(f"{HEADER} has 1 to 255 visible ASCII characters.")
    return hashlib.sha256(f"{request.path} {key}".encode()).hexdigest()[:40]
