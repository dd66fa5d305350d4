"""What somebody brings to be verified: a picture, a file or a pasted text, with one badge in it."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from learning.credentials.baking import png, svg
from learning.credentials.errors import BadCredential
from learning.credentials.parsing import parse
from learning.credentials.vc_jwt import TOKEN, read_token

LARGEST = 5_000_000  # bytes

Document = dict[str, Any]


@dataclass(frozen=True)
class Brought:
    carrier: str  # png, svg or text
    credential: Document
    token: str | None = None  # where the signature stands around the credential
    header: Document = field(default_factory=dict)
    claims: Document = field(default_factory=dict)


def read(what: bytes | str) -> Brought:
    data = what.encode(errors="replace") if isinstance(what, str) else what
    if len(data) > LARGEST:
        raise BadCredential(_("It is larger than a picture of a badge would be."))
    carrier, text = _opened(data)
    if TOKEN.fullmatch(text):
        header, credential, claims = read_token(text)
        return Brought(carrier, credential, text, header, claims)
    return Brought(carrier, parse(text))


def _opened(data: bytes) -> tuple[str, str]:
    if data.startswith(png.SIGNATURE):
        return "png", png.unbake(data).strip()
    try:
        text = data.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise BadCredential(_("It is neither a PNG, an SVG, nor text.")) from error
    if text.startswith("<"):
        return "svg", svg.unbake(data.lstrip()).strip()
    return "text", text
