"""A practice story: its parts, and the one text with a heading for each that they are kept as.

So history, search, mails and every other reader of a text read a story too. A text with other
headings is a story as well, which has been written in its own way: it has no parts.
"""

import re
from collections.abc import Mapping

HEADINGS = {
    "context": "Context",
    "intended": "What was intended",
    "happened": "What happened",
    "why": "Why",
    "change": "What to keep or change",
    "evidence": "Evidence",
}
PROMPTS = ("intended", "happened", "why", "change")  # without which it is no story

HEADING = re.compile(r"## +(?P<words>.+?)[ \t#]*")
FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})")


def compose(parts: Mapping[str, str]) -> str:
    told = {name: parts.get(name, "").strip() for name in HEADINGS}
    return "\n\n".join(f"## {HEADINGS[name]}\n\n{text}" for name, text in told.items() if text)


def split(source: str) -> dict[str, str] | None:
    """The parts of a text that `compose` could have made, the optional ones perhaps empty."""
    names = {words: name for name, words in HEADINGS.items()}
    parts: dict[str, list[str]] = {}
    lines: list[str] = []  # before the first heading
    before, fence = lines, ""
    for line in source.replace("\r\n", "\n").split("\n"):
        heading = None if fence else HEADING.fullmatch(line)
        name = names.get(heading["words"]) if heading else None
        if name:
            if name in parts:
                return None
            parts[name] = lines = []
        else:
            lines.append(line)
            fence = _fence_after(line, fence)
    told = {name: "\n".join(parts.get(name, [])).strip() for name in HEADINGS}
    in_order = [name for name in HEADINGS if name in parts] == list(parts)
    whole = all(told[name] for name in PROMPTS)
    return told if whole and in_order and not "".join(before).strip() else None


def _fence_after(line: str, fence: str) -> str:
    """The fence of the code that the next line is in, or nothing."""
    found = FENCE.match(line)
    if not found:
        return fence
    if not fence:
        return found["fence"]
    closes = found["fence"].startswith(fence) and not line.strip().strip(fence[0])
    return "" if closes else fence
