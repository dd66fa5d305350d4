"""The files that a member carries away: the badge as text, as token, and in a picture."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.text import slugify

from learning.badges import pictures
from learning.badges.models import Award
from learning.credentials.baking import png, svg
from learning.credentials.parsing import unparse


@dataclass(frozen=True)
class Carrier:
    kind: str  # as HTTP says it
    write: Callable[[Award], bytes]


def _text(award: Award) -> bytes:
    return unparse(award.credential or {}).encode()


CARRIERS = {
    "json": Carrier("application/vc+ld+json", _text),
    "jwt": Carrier("text/plain", lambda award: award.token.encode()),
    "png": Carrier("image/png", lambda a: png.bake(pictures.png_of(a.badge), _text(a).decode())),
    "svg": Carrier("image/svg+xml", lambda a: svg.bake(pictures.svg_of(a.badge), a.token)),
}


def name_of(award: Award, ending: str) -> str:
    return f"{slugify(award.badge.title)[:60] or 'badge'}.{ending}"
