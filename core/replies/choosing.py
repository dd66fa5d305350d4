"""Which parts of a mail hold what was written, and how to read their bytes."""

import base64
import binascii
import codecs
import html as entities
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from urllib.parse import quote, unquote

MAX_DEPTH = 20
MAX_PARTS = 200
MAX_BYTES = 4_000_000

# Mail programs name the smaller, older set and write the larger one.
_WIDER = {
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-8-i": "cp1255",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "big5": "cp950",
    "iso-2022-jp": "iso2022_jp_ext",
    "unicode-1-1-utf-7": "utf-7",
}
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=\s]")
_HEX = re.compile(rb"=[0-9A-F]{2}")
_CID = re.compile(r"cid:([^\"'>\s]{1,300})", re.IGNORECASE)
_SOFT_BREAK = re.compile(rb"=\r?\n")


@dataclass(frozen=True)
class Piece:
    """One part in the order of the mail: text, HTML, or a picture shown between them."""

    kind: str  # "text", "html" or "picture"
    content: str
    name: str = ""


def pieces(message: Message, prefer: str) -> list[Piece]:
    """What the mail shows, taking of alternatives the ``prefer``red one, "html" or "text"."""
    found: list[Piece] = []
    for part in _shown(message, prefer, 0):
        if len(found) >= MAX_PARTS:
            break
        piece = _piece(part)
        if piece:
            found.append(piece)
    return found


def _shown(part: Message, prefer: str, depth: int) -> Iterator[Message]:
    kind = part.get_content_type()
    if depth > MAX_DEPTH or kind.startswith("message/") or kind == "multipart/encrypted":
        return
    if not part.is_multipart():
        yield part
        return
    children = [child for child in part.get_payload() if isinstance(child, Message)][:MAX_PARTS]
    if kind == "multipart/alternative":
        yield from _preferred(children, prefer, depth)
    else:
        for child in children:
            yield from _shown(child, prefer, depth + 1)


def _preferred(children: list[Message], prefer: str, depth: int) -> Iterator[Message]:
    shown = [
        [part for part in _shown(child, prefer, depth + 1) if _piece(part)] for child in children
    ]
    for parts in reversed(shown):
        if any(part.get_content_type() == f"text/{_SUBTYPE[prefer]}" for part in parts):
            yield from parts
            return
    for parts in shown:
        if any(part.get_content_maintype() == "text" for part in parts):
            yield from parts
            return


_SUBTYPE = {"html": "html", "text": "plain"}


def _piece(part: Message) -> Piece | None:
    kind = part.get_content_type()
    disposition = part.get_content_disposition()
    name = _name(part)
    if part.get_content_maintype() == "image":
        address = content_id(str(part.get("Content-ID", "")))
        return Piece("picture", address, name) if address and disposition != "attachment" else None
    if disposition == "attachment" or (name and disposition != "inline" and kind != "text/html"):
        return None
    if kind == "text/html":
        return Piece("html", decoded(part))
    if kind in ("text/plain", "text/enriched", "text/markdown") and not (
        name and not name.lower().endswith((".txt", ".md"))
    ):
        return Piece("text", _unflowed(part, decoded(part)))
    return None


def content_id(said: str) -> str:
    """One name for a picture, whether a header has it in brackets or HTML as an address (RFC 2392),
    where some programs leave the brackets, and some write each sign that is no letter as `%40`."""
    return quote(unquote(said).strip().strip("<>").strip(), safe="@!$&'*+,;=:/~")


def pictures_in(html: str) -> set[str]:
    """The Content-IDs of those that it shows."""
    return {content_id(said) for said in _CID.findall(entities.unescape(html))}


def _name(part: Message) -> str:
    try:
        return part.get_filename() or ""
    except (LookupError, ValueError):
        return ""


def decoded(part: Message) -> str:
    """The text of a part, whatever its headers say of its encoding and characters."""
    return _text_of(_bytes_of(part)[:MAX_BYTES], _charset(part))


def _charset(part: Message) -> str:
    name = str(part.get_param("charset", "") or "").strip("'\" ").lower()
    try:
        return codecs.lookup(_WIDER.get(name, name)).name
    except (LookupError, ValueError):
        return ""


def _bytes_of(part: Message) -> bytes:
    if str(part.get("Content-Transfer-Encoding", "")).strip().lower() == "base64":
        raw = part.get_payload(decode=False)
        return _unbase64(raw.encode("utf-8", "surrogateescape")) if isinstance(raw, str) else b""
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return b""
    if _SOFT_BREAK.search(content) and len(_HEX.findall(content)) >= 3 and content.isascii():
        return quopri.decodestring(content)
    return content


def _unbase64(plain: bytes) -> bytes:
    """Footers are added behind what is encoded, and some parts say base64 and are not."""
    head, _, tail = plain.partition(b"\n\n")
    if _NOT_BASE64.search(head):
        return plain
    try:
        body = base64.b64decode(head + b"===")
    except binascii.Error:
        return plain
    if not tail.strip():
        return body
    rest = _unbase64(tail)
    return body + (b"" if rest is not tail else b"\n\n") + rest


def _text_of(content: bytes, charset: str) -> str:
    if content.startswith(codecs.BOM_UTF8):
        content, charset = content[3:], "utf-8"
    if not content.isascii() and charset in ("cp1252", "iso8859-1", "ascii", ""):
        charset = _utf8_or(content, charset or "cp1252")
    for name in (charset, "utf-8", "cp1252"):
        try:
            return content.decode(name) if name else content.decode()
        except (UnicodeError, LookupError):
            continue
    return content.decode("latin-1")


def _utf8_or(content: bytes, other: str) -> str:
    try:
        content.decode()
    except UnicodeDecodeError:
        return other
    return "utf-8"


def _unflowed(part: Message, text: str) -> str:
    """Lines that a mail program folded, made whole again (RFC 3676)."""
    if str(part.get_param("format", "") or "").lower() != "flowed":
        return text
    is_spaceless = str(part.get_param("delsp", "") or "").lower() == "yes"
    done: list[str] = []
    open_depth = -1
    for raw in text.replace("\r\n", "\n").split("\n"):
        line = raw.lstrip(">")
        depth = len(raw) - len(line)
        line = line.removeprefix(" ")
        flows = line.endswith(" ") and line != "-- "
        if open_depth == depth and line != "-- ":
            done[-1] += line
        else:
            done.append(">" * depth + (" " if depth and line else "") + line)
        if flows and is_spaceless:
            done[-1] = done[-1].removesuffix(" ")
        open_depth = depth if flows else -1
    return "\n".join(line if line == "-- " else line.rstrip(" ") for line in done)
