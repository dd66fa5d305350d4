"""Two versions of a text, as the pieces that stayed, came and went."""

import difflib
import re
from collections.abc import Iterator

WORDS = re.compile(r"\s+|\w+|[^\w\s]")
MOST_WORDS = 4000  # compared word by word; a longer text line by line, which stays quick


def compare(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Pairs of ``same``, ``added`` or ``removed`` and a piece of text."""
    old, new = _split(before), _split(after)
    if len(old) + len(new) > MOST_WORDS:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for what, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield "same", "".join(old[a:b])
            continue
        if a < b:
            yield "removed", "".join(old[a:b])
        if c < d:
            yield "added", "".join(new[c:d])


def _split(text: str) -> list[str]:
    return WORDS.findall(text)
