"""HTML of posts as Markdown, for what is in a dump only as HTML."""

import re
from typing import Any

from markdownify import MarkdownConverter

from integrations.stackexchange.shape import PICTURE

_LANGUAGE = re.compile(r"(?:lang|language)-([\w+#-]+)")
_UP = str.maketrans("0123456789+-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ")
_DOWN = str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")


def to_markdown(html: str, *, careful: bool = False) -> str:
    """``careful`` escapes every sign that could be read as markup, at the cost of legibility."""
    converted = _Converter(
        bullets="-",
        heading_style="ATX",
        escape_misc=careful,
        strip_pre=None,
        table_infer_header=True,
        code_language_callback=_language_of,
    ).convert(html)
    return re.sub(r"\n{3,}", "\n\n", str(converted)).strip("\n")


_Base: Any = MarkdownConverter  # its types say less than it does


class _Converter(_Base):
    """Each method is named for the element it turns; the signature is markdownify's."""

    def process_text(self, el: Any, parent_tags: Any = None) -> str:
        """A line that ends in HTML is a space; here it would be a line break."""
        text = str(super().process_text(el, parent_tags=parent_tags))
        if el.find_parent("pre"):
            return text
        text = re.sub(r"\s*\n\s*", " ", text)
        before = el.previous_sibling
        return text.lstrip() if before is not None and before.name == "br" else text

    def convert_img(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """A link: only what was uploaded here is shown (docs/adr/0002-markdown.md)."""
        name = self.escape(el.get("alt") or "", parent_tags) or PICTURE
        source = el.get("src")
        return name if "a" in parent_tags or not source else f"[{name}]({source})"

    def convert_pre(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """With a fence longer than any in the code."""
        code = el.get_text().strip("\n")
        runs = re.findall(r"`{3,}", code)
        fence = "`" * max([3, *(len(run) + 1 for run in runs)])
        return f"\n\n{fence}{_language_of(el)}\n{code}\n{fence}\n\n"

    def convert_sup(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return _moved(text, _UP, "^")

    def convert_sub(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return _moved(text, _DOWN, "_")

    def convert_strike(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return f"~~{text}~~" if text.strip() else ""


def _language_of(el: Any) -> str:
    inner = el.find("code")
    classes = [*(el.get("class") or []), *((inner.get("class") or []) if inner else [])]
    found = (_LANGUAGE.fullmatch(name) for name in classes)
    return next((match[1] for match in found if match), "")


def _moved(text: str, table: dict[int, int], sign: str) -> str:
    """Raised or lowered by characters that look so, where there are any."""
    moved = text.translate(table)
    is_whole = text.strip() and all(ord(c) in table for c in text)
    return moved if is_whole else f"{sign}({text})" if text.strip() else ""
