"""One mail, read: what was written, what was taken away, and which pictures it shows."""

import html as entities
import re
from dataclasses import dataclass
from email.message import Message

from core.replies import choosing, markdown, markup
from core.replies.choosing import Piece
from core.replies.lines import MARKS, Split, strip_text

_CID = re.compile(r"\(cid:([^\s()]{1,300})\)")
_TAGS = re.compile(r"<[^<>]{0,2000}>")
_BREAKS = re.compile(r"(?i)<(?:br|/?p|/div|/tr|/li|/h\d)\b[^<>]{0,200}>")
_QUOTED_BY_TEXT = re.compile(r"(?m)^ {0,3}>.{0,200}$")


@dataclass(frozen=True)
class Reply:
    """``pictures`` are the Content-IDs of those that ``markdown`` shows."""

    markdown: str
    quoted: str
    was_html: bool = False
    pictures: tuple[str, ...] = ()


def read_reply(message: Message) -> Reply:
    """HTML says most, so it is read first; the text, where the HTML says nothing."""
    shown = choosing.pieces(message, "html")
    text = _as_text(choosing.pieces(message, "text"))
    if not any(piece.kind == "html" and piece.content.strip() for piece in shown):
        return _reply(strip_text(text), was_html=False)
    by_html = strip_html(_as_html(shown))
    if text.strip():
        by_text = strip_text(text)
        if by_text.written and (not by_html.written or _holds_quote(by_html, by_text)):
            return _reply(by_text, was_html=False)
    return _reply(by_html, was_html=True)


def _holds_quote(by_html: Split, by_text: Split) -> bool:
    """Whether the HTML says nothing of a quote that it holds, and the text does."""
    if by_html.quoted:
        return False
    quoted = (line.lstrip(" >") for line in _QUOTED_BY_TEXT.findall(by_text.quoted))
    return any(line and line in by_html.written for line in quoted)


def _reply(split: Split, *, was_html: bool) -> Reply:
    pictures = tuple(dict.fromkeys(_CID.findall(split.written)))
    return Reply(split.written, split.quoted, was_html, pictures)


def strip_html(html: str) -> Split:
    """What was written, as Markdown, and what was taken away."""
    html = markup.without_hidden(html)
    if not markup.is_bearable(html):
        return strip_text(_without_tags(html))
    root = markup.read(html)
    signed = []
    for signature in markup.signatures(root):
        said = signature.get_text("\n").strip()
        if signature.find("img") or said:
            signed.append(said)
        markup.empty(signature)
    written, quoted = strip_text(markdown.to_markdown(root))
    if not written and signed and not quoted:
        return Split("\n\n".join(signed), "")
    cut = "\n\n".join(each for each in (*signed, quoted) if each)
    return Split(MARKS.sub("", written), MARKS.sub("", cut))


def _without_tags(html: str) -> str:
    text = _BREAKS.sub("\n", html[: choosing.MAX_BYTES])
    return entities.unescape(_TAGS.sub("", text))


def _as_text(pieces: list[Piece]) -> str:
    return "\n\n".join(filter(None, (_one_as_text(piece) for piece in pieces)))


def _one_as_text(piece: Piece) -> str:
    if piece.kind == "html":
        return ""
    return _picture(piece) if piece.kind == "picture" else piece.content.strip("\n")


def _picture(piece: Piece) -> str:
    return f"![{piece.name.replace('[', '(').replace(']', ')')}](cid:{piece.content})"


def _as_html(pieces: list[Piece]) -> str:
    """All pieces as one document; a picture that the HTML shows itself is not shown again."""
    shown = choosing.pictures_in("".join(one.content for one in pieces if one.kind == "html"))
    done = []
    for piece in pieces:
        if piece.kind == "html":
            done.append(piece.content)
        elif piece.kind == "text":
            lines = entities.escape(piece.content).split("\n")
            done.append("<div>" + "<br>".join(lines) + "</div>")
        elif piece.content not in shown:
            name, address = entities.escape(piece.name), entities.escape(piece.content)
            done.append(f'<p><img alt="{name}" src="cid:{address}"></p>')
    if len(done) == 1:
        return done[0]
    return re.sub(r"(?i)</?(?:html|body)\b[^<>]{0,2000}>|<!doctype[^<>]{0,500}>", "", "".join(done))
