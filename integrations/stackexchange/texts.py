"""What people wrote there, as Markdown that this place reads as it was meant.

A dump has a post twice: as HTML, and in its history as the Markdown that was typed. What was typed
is what its author would want to edit, so it is taken, in the few places adapted where the two
kinds of Markdown differ; but only if it gives the words and the structure of the HTML. Else the
HTML is turned into Markdown.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from core import markdown
from integrations.stackexchange.converting import to_markdown
from integrations.stackexchange.shape import shape_of

_STRUCTURE = MarkdownIt("commonmark").enable("table")

_HEADING = re.compile(r"^(#{1,6})(?=[^#\s])", re.MULTILINE)
_SPOILER = re.compile(r"^>! ?", re.MULTILINE)
_TAG_LINK = re.compile(r"\[(?:meta-)?tag:([^\]\s]+)\]")
_CODE = re.compile(r"(```.*?```|``.*?``|`[^`\n]*`|^(?: {4}|\t).*$)", re.DOTALL | re.MULTILINE)
_MENTION = re.compile(r"(?<![\w@/\\.])@(?=[A-Za-z0-9])")
_BREAK = re.compile(r"<br ?/?>\n?", re.IGNORECASE)
_BOLD = re.compile(r"</?(?:b|strong)>", re.IGNORECASE)
_ITALIC = re.compile(r"</?(?:i|em)>", re.IGNORECASE)
_KEY = re.compile(r"<kbd>([^<`\n]*)</kbd>", re.IGNORECASE)
_BLOCK_MARK = re.compile(r"^([#>+*-]|\d{1,9}(?=[.)]))(?=[\s#>.)]|$)")
_HARD = re.compile(r"(?: {2,}|\\)$")
_CONTINUED = re.compile(r"^[ \t]*(?:>[ \t]?)*[ \t]*")


@dataclass(frozen=True)
class Text:
    """Markdown, and the HTML that this place makes of it."""

    source: str
    html: str

    @classmethod
    def of(cls, source: str) -> "Text":
        return cls(source, shown(source))


def body_of(typed: str | None, html: str) -> Text:
    """The text of a post: what was typed, if it says what the HTML says."""
    meant = shape_of(html)
    if typed is not None and shape_of((text := Text.of(typed)).html) == meant:
        return text
    plain = Text.of(guarded(to_markdown(html)))
    if shape_of(plain.html) == meant:
        return plain
    careful = Text.of(guarded(to_markdown(html, careful=True)))
    return careful if shape_of(careful.html)[0] == meant[0] else plain


def shown(source: str) -> str:
    """The HTML of a text in which nobody is mentioned: names there are not names here."""
    return markdown.parse(source).html()


def adapted(typed: str) -> str:
    """Markdown as it is typed there, written as it is read here."""
    text = typed.replace("\r\n", "\n").replace("\r", "\n")
    text = _SPOILER.sub("> ", text)
    text = "".join(piece if is_code else _inline(piece) for piece, is_code in pieces(text))
    return unwrapped(text).strip("\n")


def comment(typed: str) -> Text:
    """A comment has emphasis, code and links, and no blocks: what looks like one is not meant."""
    line = _BLOCK_MARK.sub(_unmarked, " ".join(typed.split()))
    words = (piece if is_code else _TAG_LINK.sub(r"\1", piece) for piece, is_code in pieces(line))
    return Text.of(guarded("".join(words)))


def _unmarked(mark: "re.Match[str]") -> str:
    return f"{mark[0]}\\" if mark[0].isdecimal() else f"\\{mark[0]}"


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, and of each whether it is code and stays as it is."""
    for index, piece in enumerate(_CODE.split(text)):
        if piece:
            yield piece, index % 2 == 1


def guarded(text: str) -> str:
    """With names that were mentioned there kept from mentioning people here, also after an edit."""
    return "".join(p if is_code else _MENTION.sub(r"\\@", p) for p, is_code in pieces(text))


def _inline(text: str) -> str:
    text = _HEADING.sub(r"\1 ", text)
    text = _KEY.sub(r"`\1`", text)
    text = _BREAK.sub("  \n", text)
    text = _ITALIC.sub("*", _BOLD.sub("**", text))
    text = _TAG_LINK.sub(r"\1", text)
    return _MENTION.sub(r"\\@", text)


def unwrapped(text: str) -> str:
    """Join the lines of each paragraph: there a line that ends is no line break, here it is one."""
    lines = text.split("\n")
    for token in _inlines(_STRUCTURE.parse(text)):
        first, end = token.map or (0, 0)
        for above, below in reversed(list(pairwise(range(first, end)))):
            if not _HARD.search(lines[above]):
                lines[above] = f"{lines[above].rstrip()} {_CONTINUED.sub('', lines[below])}"
                lines[below] = _GONE
    return "\n".join(line for line in lines if line is not _GONE)


_GONE = "\0"  # a line that has been joined to the one above; no dump can hold this


def _inlines(tokens: Sequence[Token]) -> Iterator[Token]:
    return (
        token
        for before, token in pairwise(tokens)
        if token.type == "inline" and before.type == "paragraph_open"
    )
