"""A table of contents, and the places in stored HTML that it leads to."""

import re
from collections.abc import Mapping
from itertools import count
from typing import TypedDict

from core.markdown import plain_text

HEADING = re.compile(r"<h(?P<level>[3-6])>(?P<words>.*?)</h(?P=level)>", re.DOTALL)
DEEPEST = 4  # below that it is not a table of contents any more but the text again


class Entry(TypedDict):
    anchor: str
    title: str
    part: str
    level: int


def anchored(html: Mapping[str, str]) -> tuple[dict[str, str], list[Entry]]:
    """The parts with an anchor on each heading, and the headings.

    What people write carries no ``id``, because a name of theirs could be taken for one of ours.
    These are numbers below the part's name: nobody chooses them.
    """
    entries: list[Entry] = []

    def anchor_in(part: str, text: str) -> str:
        numbers = count(1)

        def anchor(heading: re.Match[str]) -> str:
            level, words = int(heading["level"]), heading["words"]
            name, title = f"{part}-{next(numbers)}", plain_text(words)
            if level <= DEEPEST and title:
                entries.append({"anchor": name, "title": title, "part": part, "level": level})
            return f'<h{level} id="{name}">{words}</h{level}>'

        return HEADING.sub(anchor, text)

    return {part: anchor_in(part, text) for part, text in html.items()}, entries
