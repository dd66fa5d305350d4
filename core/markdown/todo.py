"""The boxes in a text that nobody has ticked, and the text with links in their place."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from core.markdown.escaping import escaped
from core.markdown.layout import words_of
from core.markdown.meter import Meter, TooIntricate
from core.markdown.parser import md

_BOX = re.compile(r"\[ \]\s+")


@dataclass(frozen=True)
class ToDo:
    words: str  # what it says, without markup
    source: str  # the same as it was typed
    first: int  # the lines that it takes, counted from nought
    last: int


def to_do(source: str) -> list[ToDo]:
    """In order, each once; what is quoted is somebody else's to do."""
    found: dict[str, ToDo] = {}
    for one in _unticked(source):
        found.setdefault(one.words, one)
    return list(found.values())


def linked(source: str, addresses: Mapping[str, str]) -> str:
    """The text in which some of these, by their words, are links and have no box."""
    lines = _lines(source)
    for one in reversed(list(_unticked(source))):
        if one.words in addresses:
            before = _BOX.split(lines[one.first], maxsplit=1)[0]
            # Their words alone: a link holds no other, and what they say is not markup again.
            link = f"[{escaped(one.words)}]({addresses[one.words]})"
            lines[one.first : one.last] = [f"{before}{link}"]
    return "\n".join(lines)


def _unticked(source: str) -> Iterator[ToDo]:
    source = "\n".join(_lines(source))
    try:
        tokens = md.parse(source, {"meter": Meter()})
    except TooIntricate:
        return
    quotes = 0
    for item, _paragraph, inline in zip(tokens, tokens[1:], tokens[2:], strict=False):
        quotes += {"blockquote_open": 1, "blockquote_close": -1}.get(item.type, 0)
        is_to_do = item.type == "list_item_open" and item.meta.get("checked") is False
        if quotes or not is_to_do or inline.map is None:
            continue
        words = " ".join(words_of(inline.children or []).split())
        if words:
            yield ToDo(words, inline.content, *inline.map)


def _lines(source: str) -> list[str]:
    """As the parser counts them."""
    return source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
