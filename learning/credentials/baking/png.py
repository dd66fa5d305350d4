"""A badge in a PNG: the text of one ``iTXt`` chunk, never compressed."""

import struct
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext as _

from learning.credentials.errors import BadCredential

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEYWORD = b"openbadgecredential"
OLD_KEYWORD = b"openbadges"
TEXTS = {b"iTXt", b"tEXt", b"zTXt"}
MOST_CHUNKS = 50_000

Chunk = tuple[bytes, bytes]


def bake(picture: bytes, credential: str) -> bytes:
    """The picture with the credential in it, in place of one that it carried before."""
    head, *rest = chunks_of(picture)
    # Keyword, uncompressed, no language, no translated keyword, text.
    text = KEYWORD + b"\0\0\0\0\0" + credential.encode()
    kept = (chunk for chunk in rest if not _carries(chunk, KEYWORD))
    return SIGNATURE + b"".join(_written(*chunk) for chunk in (head, (b"iTXt", text), *kept))


def unbake(picture: bytes) -> str:
    found = [chunk for chunk in chunks_of(picture) if _carries(chunk, KEYWORD)]
    if not found:
        raise _nothing_in(picture)
    if len(found) > 1:
        raise BadCredential(_("The picture carries more than one badge."))
    kind, data = found[0]
    said = data.removeprefix(KEYWORD + b"\0")
    if kind != b"iTXt" or not said.startswith(b"\0"):
        # What is compressed can become a thousand times as large as the picture.
        raise BadCredential(_("The badge in the picture is compressed, which no badge may be."))
    _language, _end, said = said[2:].partition(b"\0")
    _translated, _end, text = said.partition(b"\0")
    try:
        return text.decode()
    except UnicodeDecodeError as error:
        raise BadCredential(_("The badge in the picture is no text.")) from error


def chunks_of(picture: bytes) -> Iterator[Chunk]:
    if not picture.startswith(SIGNATURE):
        raise _broken()
    place, kind = len(SIGNATURE), b""
    for number in range(MOST_CHUNKS):
        head = picture[place : place + 8]
        if len(head) < 8:
            raise _broken()
        length, kind = struct.unpack(">I4s", head)
        data = picture[place + 8 : place + 8 + length]
        check = picture[place + 8 + length : place + 12 + length]
        if check != struct.pack(">I", zlib.crc32(kind + data)) or (number == 0) != (
            kind == b"IHDR"
        ):
            raise _broken()
        yield kind, data
        if kind == b"IEND":
            return
        place += 12 + length
    raise _broken()


def _carries(chunk: Chunk, keyword: bytes) -> bool:
    kind, data = chunk
    return kind in TEXTS and data.startswith(keyword + b"\0")


def _written(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _nothing_in(picture: bytes) -> BadCredential:
    if any(_carries(chunk, OLD_KEYWORD) for chunk in chunks_of(picture)):
        return BadCredential(
            _("The picture carries a badge of Open Badges 2, which is not read here.")
        )
    return BadCredential(_("The picture carries no badge."))


def _broken() -> BadCredential:
    return BadCredential(_("The picture is damaged: it is no whole PNG."))
