"""What of a text a reader would miss: its words, and how many of each thing that structures it."""

import re
import unicodedata
from collections import Counter
from html import unescape

_PIECE = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>|([^<]+)|<!--.*?-->", re.IGNORECASE | re.DOTALL)
PICTURE = "picture"  # what stands for one that says nothing of itself
_ALT = re.compile(r'\balt="([^"]*)"')
_NOT_A_LETTER = re.compile(r"[\W_]+")

# Of several names for one thing, the one that counts. Not counted are links, for what is an
# address differs, and emphasis and paragraphs, for a browser shows them alike however nested.
_COUNTED = {
    "br": "br",
    "li": "li",
    "pre": "pre",
    "code": "code",
    "kbd": "code",
    "hr": "hr",
    "blockquote": "blockquote",
    "table": "table",
    "tr": "tr",
} | {f"h{level}": "h" for level in range(1, 7)}

Shape = tuple[str, dict[str, int]]


def shape_of(html: str) -> Shape:
    words: list[str] = []
    counted: Counter[str] = Counter()
    for end, tag, attributes, text in _PIECE.findall(html):
        if text:
            words.append(unescape(text))
        elif tag and not end:
            if name := _COUNTED.get(tag.lower()):
                counted[name] += 1
            if tag.lower() == "img":
                alt = _ALT.search(attributes)
                words.append(unescape(alt[1]) if alt and alt[1] else PICTURE)
    plain = unicodedata.normalize("NFKC", "".join(words))  # a raised 2 is a 2
    return _NOT_A_LETTER.sub("", plain).casefold(), dict(counted)
