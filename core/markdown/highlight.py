"""Colours for fenced code, chosen once when the text is written, and left to the style sheet.

Ten classes are told apart and plain ink needs no element, so that a page with much code stays
light, and each colour of the style sheet can be measured.
"""

from collections.abc import Iterator

from markdown_it.common.utils import escapeHtml

from core.markdown.languages import ALIASES, LANGUAGES

CLASSES = frozenset({"c", "gd", "gh", "gi", "k", "m", "na", "nb", "nc", "nf", "s"})
NAMES = frozenset(LANGUAGES) - {"tag"}

MAX_SPANS = 6_000
"""Coloured pieces in one document. Code past them stays plain, so that no page grows too large."""


class Highlighter:
    """Colours the code of one document, within its allowance."""

    def __init__(self) -> None:
        self._left = MAX_SPANS

    def html(self, code: str, name: str) -> str:
        return "".join(self._spans(code, name)) if name else escapeHtml(code)

    def _spans(self, code: str, name: str) -> Iterator[str]:
        language = LANGUAGES[name]
        done = 0
        for match in language.pattern.finditer(code):
            found = language.class_of(match)
            if not found:
                continue
            if not self._left:
                break
            yield escapeHtml(code[done : match.start()])
            done = match.end()
            if found == "tag":
                yield from self._spans(match[0], "tag")
            else:
                self._left -= 1
                yield f'<span class="{found}">{escapeHtml(match[0])}</span>'
        yield escapeHtml(code[done:])


def language_named(info: str) -> str:
    """Our name for the language in a fence's info string, or nothing if it is not coloured."""
    words = info.lower().split(maxsplit=1)
    name = ALIASES.get(words[0], words[0]) if words else ""
    return name if name in NAMES else ""
