"""Stored HTML, made fit to leave the site: for feeds, and for both parts of a mail."""

from collections.abc import Mapping
from functools import lru_cache
from html import escape

import nh3

from core.markdown import links, sanitising
from core.markdown.text import CELL, DONE, TO_DO, Block, Reader, Walker


def absolute(html: str, origin: str) -> str:
    """Make each relative address absolute; ``origin`` is such as ``https://guild.example``."""
    return _rebasing(origin).clean(html)


def for_mail(html: str, origin: str) -> str:
    """Make the HTML part of a mail.

    Mail programs send no session, draw no form controls and read no style sheet of ours: a
    picture becomes a link to it, the box of a task a sign, and hooks for styling go.
    """
    writer = _MailWriter()
    writer.walk(absolute(html, origin))
    return "".join(writer.out)


def mail_text(html: str, origin: str) -> str:
    """Make the text part of a mail: quoted, numbered and indented, with its links spelt out."""
    blocks = _TextReader.blocks_of(absolute(html, origin))
    return "".join(
        _gap(before, block) + _written(block)
        for before, block in zip([None, *blocks], blocks, strict=False)
    )


@lru_cache(maxsize=4)
def _rebasing(origin: str) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=sanitising.TAGS,
        attributes=sanitising.ATTRIBUTES,
        tag_attribute_values=sanitising.VALUES,
        allowed_classes=sanitising.CLASSES_OF,
        url_schemes=sanitising.SCHEMES,
        url_relative=("rewrite_with_base", origin),
        link_rel=None,
    )


class _MailWriter(Walker):
    _DROPPED = frozenset({"div", "input", "label", "span"})
    _KEPT_ATTRIBUTES = frozenset({"href", "rel", "start", "title"})

    def __init__(self) -> None:
        self.out: list[str] = []
        self._inside_link = False

    def start(self, tag: str, values: Mapping[str, str]) -> None:
        if tag == "a":
            self._inside_link = True
        if tag == "img":
            self._link_to_picture(values["src"], values.get("alt", ""))
        elif tag == "input":
            self.out.append(DONE if "checked" in values else TO_DO)
        elif tag not in self._DROPPED:
            kept = {name: value for name, value in values.items() if name in self._KEPT_ATTRIBUTES}
            if tag in ("td", "th") and "class" in values:
                kept["align"] = values["class"]
            written = "".join(f' {name}="{escape(value)}"' for name, value in kept.items())
            self.out.append(f"<{tag}{written}>")

    def end(self, tag: str) -> None:
        if tag == "a":
            self._inside_link = False
        if tag not in self._DROPPED:
            self.out.append(f"</{tag}>")

    def text(self, text: str) -> None:
        self.out.append(escape(text, quote=False))

    def _link_to_picture(self, src: str, alt: str) -> None:
        name = escape(alt or src.rpartition("/")[2])
        self.out.append(name if self._inside_link else f'<a href="{escape(src)}">{name}</a>')


class _TextReader(Reader):
    """Adds to a link its address, unless the address is what the reader sees already."""

    def __init__(self) -> None:
        super().__init__()
        self._href = ""
        self._link_start = 0

    def start(self, tag: str, values: Mapping[str, str]) -> None:
        super().start(tag, values)
        if tag == "a":
            self._href = "" if values.get("class") == "mention" else values.get("href", "")
            self._link_start = len(self.pieces)
        elif tag == "img" and not self._href:
            self.pieces.append(f" <{values['src']}>")

    def end(self, tag: str) -> None:
        if tag == "a" and self._href:
            seen = "".join(self.pieces[self._link_start :]).strip()
            if not _shows(seen, self._href):
                self.pieces.append(f" <{self._href}>")
            self._href = ""
        super().end(tag)


def _shows(seen: str, href: str) -> bool:
    return href.rstrip("/") in {
        links.encode(scheme + seen).rstrip("/") for scheme in ("", "http://", "mailto:")
    }


def _gap(before: Block | None, block: Block) -> str:
    """Items of a list and rows of a table stand close; else there is a blank line between."""
    if before is None:
        return ""
    within_list = block.marker and before.lists
    within_table = block.tag == before.tag == "tr"
    if before.quotes == block.quotes and (within_list or within_table):
        return "\n"
    return f"\n{_quotation(min(before.quotes, block.quotes)).rstrip()}\n"


def _written(block: Block) -> str:
    outdent = 1 if block.marker else 0
    quotation = _quotation(block.quotes)
    code = "    " if block.tag == "pre" else ""
    first = quotation + "  " * (block.lists - outdent) + block.marker + code
    rest = quotation + "  " * block.lists + code
    lines = block.text.replace(CELL, " | ").split("\n")
    return "\n".join(
        f"{first if at == 0 else rest}{line}".rstrip() for at, line in enumerate(lines)
    )


def _quotation(quotes: int) -> str:
    return "> " * quotes
