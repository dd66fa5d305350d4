"""The words of stored HTML, without the markup: for search, for list rows, for mail."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape

DONE, TO_DO = "☑", "☐"
CELL = "\t"
"""Stands between the cells of a table row, in the text of its block."""

# fmt: off
_BLOCKS = frozenset({
    "blockquote", "div", "h3", "h4", "h5", "h6", "li", "ol", "p", "pre", "table", "tr", "ul",
})
# fmt: on
_HEADINGS = frozenset({"h3", "h4", "h5", "h6"})
_SPACE = re.compile(r"\s+")
_AROUND_CELL = re.compile(r" *\t *")


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, table row or piece of code, and where it stands."""

    text: str
    tag: str
    quotes: int
    lists: int
    marker: str

    @property
    def is_own_prose(self) -> bool:
        return self.tag != "pre" and self.tag not in _HEADINGS and not self.quotes


_PROSE_BLOCK = re.compile(r"</?(?:p|h[3-6]|[uo]l|li|blockquote)\b[^<>]*>")
_MORE_THAN_PROSE = re.compile(
    r"<(?!/?(?:p|h[3-6]|[uo]l|li|blockquote|strong|em|code|del|a)\b[^<>]*>)"
)
_TAG = re.compile(r"<[^<>]*>")


def plain_text(html: str) -> str:
    """All the words, a line or more for each block: what a search should find."""
    if not _MORE_THAN_PROSE.search(html):  # as in most posts: three times as fast
        lines = _TAG.sub("", _PROSE_BLOCK.sub("\n", html.replace("\n", " "))).split("\n")
        words = (_SPACE.sub(" ", unescape(line)).strip() for line in lines)
        return "\n".join(filter(None, words))
    return plain_text_of_any(html)


def plain_text_of_any(html: str) -> str:
    return "\n".join(block.text.replace(CELL, " ") for block in Reader.blocks_of(html))


def excerpt(html: str, length: int = 200) -> str:
    """At most ``length`` characters of what the writer says, cut between words.

    Headings, quotations and code are passed over, unless there is nothing else.
    """
    blocks = Reader.blocks_of(html)
    own = [block for block in blocks if block.is_own_prose]
    return _shortened(_SPACE.sub(" ", " ".join(block.text for block in own or blocks)), length)


def _shortened(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    # Room for the ellipsis; one character more tells whether a word ends there.
    head, space, _ = text[:length].rpartition(" ")
    if not space:
        head = text[: length - 1]
    return head.rstrip(" ,;:.–—-") + "…"


class Walker:
    """Goes through HTML that the sanitiser wrote: each attribute quoted, each element closed."""

    _PIECE = re.compile(r'<(/?)([a-z0-9]+)((?: [a-z-]+="[^"]*")*)>|([^<]+)')
    _ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')

    def walk(self, html: str) -> None:
        for end, tag, attributes, text in self._PIECE.findall(html):
            if text:
                self.text(unescape(text))
            elif end:
                self.end(tag)
            else:
                values = {
                    name: unescape(value) for name, value in self._ATTRIBUTE.findall(attributes)
                }
                self.start(tag, values)

    def start(self, tag: str, values: Mapping[str, str]) -> None:
        raise NotImplementedError

    def end(self, tag: str) -> None:
        raise NotImplementedError

    def text(self, text: str) -> None:
        raise NotImplementedError


class Reader(Walker):
    """Takes HTML apart, block by block."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._blocks: list[Block] = []
        self._open: list[str] = []
        self._next_numbers: list[int | None] = []
        self._marker = ""

    @classmethod
    def blocks_of(cls, html: str) -> list[Block]:
        reader = cls()
        reader.walk(html)
        reader._end_block()
        return reader._blocks

    def start(self, tag: str, values: Mapping[str, str]) -> None:
        if tag in _BLOCKS:
            self._end_block()
            self._open.append(tag)
        match tag:
            case "ul":
                self._next_numbers.append(None)
            case "ol":
                self._next_numbers.append(int(values.get("start", "1")))
            case "li":
                self._marker = self._next_marker()
            case "hr":
                self._end_block()
            case "br":
                self.pieces.append("\n")
            case "img":
                self.pieces.append(values.get("alt", ""))
            case "input":
                self.pieces.append(DONE if "checked" in values else TO_DO)

    def end(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.pieces.append(CELL)
        if tag in ("ul", "ol"):
            self._next_numbers.pop()
        if tag in _BLOCKS:
            self._end_block()
            self._open.pop()

    def text(self, text: str) -> None:
        self.pieces.append(text if "pre" in self._open else _SPACE.sub(" ", text))

    def _next_marker(self) -> str:
        number = self._next_numbers[-1]
        if number is None:
            return "- "
        self._next_numbers[-1] = number + 1
        return f"{number}. "

    def _end_block(self) -> None:
        text = "".join(self.pieces)
        self.pieces.clear()
        tag = self._open[-1] if self._open else "p"
        text = text.strip("\n") if tag == "pre" else _trimmed(text)
        if text:
            quotes = self._open.count("blockquote")
            self._blocks.append(Block(text, tag, quotes, len(self._next_numbers), self._marker))
            self._marker = ""


def _trimmed(text: str) -> str:
    text = _AROUND_CELL.sub(CELL, text)
    return "\n".join(line.strip() for line in text.split("\n")).strip()
