"""The HTML of a mail as Markdown, with what `markup` found as quotes and marked lines."""

import re
from typing import Any

from bs4.element import Tag
from markdownify import MarkdownConverter

from core.replies.choosing import content_id
from core.replies.lines import BY_HAND, CERTAIN, FROM_HERE
from core.replies.recognising import header_kinds

_Base: Any = MarkdownConverter  # its types say less than it does
_BLANKS = re.compile(r"\n{3,}")
_FOLD = re.compile(r"[ \t]*\n\s*")
_LANGUAGE = re.compile(r"(?:lang|language)-([\w+#-]{1,30})")
_SAFE = re.compile(r"(?i)(?:https?|mailto|cid):")
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")
_ITALIC = re.compile(r"font-style\s*:\s*italic")


def to_markdown(root: Tag) -> str:
    converted = _Converter(
        bullets="-",
        heading_style="ATX",
        escape_misc=False,
        strip_pre=None,
        table_infer_header=True,
    ).convert_soup(root)
    lines = [_tidied(line) for line in str(converted).replace("\u00a0", " ").split("\n")]
    return _BLANKS.sub("\n\n", "\n".join(lines)).strip("\n")


def _tidied(line: str) -> str:
    """A mark may have come behind the signs of emphasis or of a list: it goes first."""
    for mark in (CERTAIN, FROM_HERE):
        if mark in line and not line.lstrip().startswith(">"):
            line = mark + line.replace(mark, "").strip()
    return line if line == "-- " else line.rstrip()


def _classes(pre: Any) -> list[str]:
    inner = pre.find("code")
    return [*(pre.get("class") or []), *((inner.get("class") or []) if inner else [])]


class _Converter(_Base):
    """Each method is named for the element it turns; the signature is markdownify's."""

    def process_text(self, el: Any, parent_tags: Any = None) -> str:
        """A line that ends in HTML is a space; here it would be a line break."""
        text = str(super().process_text(el, parent_tags=parent_tags))
        if el.find_parent("pre"):
            return text
        text = _FOLD.sub(" ", text)
        before = el.previous_sibling
        return text.lstrip() if before is not None and before.name == "br" else text

    def convert_blockquote(self, el: Any, text: str, parent_tags: set[str]) -> str:
        if "_inline" in parent_tags:
            return text
        mark = BY_HAND if el.get("data-by-hand") else ""
        lines = (text or "").strip("\n").split("\n")
        return "\n\n" + "\n".join(f"{mark}> {line}".rstrip() for line in lines) + "\n\n"

    def convert_div(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """Programs write each line as a `div`: a line, where `p` is a paragraph."""
        if "_inline" in parent_tags:
            return f" {text.strip()} "
        if el.get("data-introduces"):
            lines = [line for line in text.split("\n") if line.strip()]
            return "\n\n" + "\n".join(CERTAIN + line for line in lines) + "\n\n"
        text = text.strip("\n")
        return f"\n{text}\n" if text.strip() else "\n"

    def convert_b(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """Names of headers in a row are lines, though the HTML runs them together."""
        above = el.find_previous_sibling()
        begins_line = above is not None and above.name == el.name and header_kinds(text.strip())
        return ("\n" if begins_line else "") + str(super().convert_b(el, text, parent_tags))

    convert_strong = convert_b

    def convert_br(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """The page shows lines as they were written, so a line is enough."""
        return " " if "_inline" in parent_tags else "\n"

    def convert_hr(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """Not `---`, which would make a heading of a line above it."""
        return "\n\n***\n\n"

    def convert_img(self, el: Any, text: str, parent_tags: set[str]) -> str:
        source = (el.get("src") or "").strip()
        name = " ".join((el.get("alt") or "").split()).replace("[", "(").replace("]", ")")
        if source.lower().startswith("cid:"):
            source = f"cid:{content_id(source[len('cid:') :])}"
        if not _SAFE.match(source) or " " in source:
            return name
        return f"![{name}]({source})"

    def convert_a(self, el: Any, text: str, parent_tags: set[str]) -> str:
        href = (el.get("href") or "").strip()
        if not text.strip():
            return text
        bare = text.strip()
        if not _SAFE.match(href) or href.removeprefix("mailto:") == bare:
            return text
        if href.rstrip("/") == bare.rstrip("/"):
            return text
        return str(super().convert_a(el, text, parent_tags))

    def convert_pre(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """With a fence longer than any in the code."""
        code = el.get_text().strip("\n")
        if not code.strip() or el.get("class") == ["moz-quote-pre"] or el.find_parent("blockquote"):
            return f"\n\n{code}\n\n"
        runs = re.findall(r"`{3,}", code)
        fence = "`" * max([3, *(len(run) + 1 for run in runs)])
        found = _LANGUAGE.search(" ".join(_classes(el)))
        return f"\n\n{fence}{found[1] if found else ''}\n{code}\n{fence}\n\n"

    def convert_span(self, el: Any, text: str, parent_tags: set[str]) -> str:
        style = el.get("style") or ""
        if not text.strip() or "b" in parent_tags or "strong" in parent_tags:
            return text
        if _BOLD.search(style):
            return str(self.convert_b(el, text, parent_tags))
        if _ITALIC.search(style):
            return str(self.convert_em(el, text, parent_tags))
        return text

    def convert_table(self, el: Any, text: str, parent_tags: set[str]) -> str:
        """Programs lay mails out in tables: only one with heads, or even rows, holds data."""
        rows = el.find_all("tr")
        widths = {len(row.find_all(["td", "th"], recursive=False)) for row in rows}
        is_data = el.find("th") is not None or (
            len(rows) > 1 and len(widths) == 1 and widths != {1}
        )
        if is_data and not el.find("table"):
            return str(super().convert_table(el, text, parent_tags))
        return "\n\n" + "\n".join(cell.strip() for cell in text.split("\n")) + "\n\n"
