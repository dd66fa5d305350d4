"""CommonMark's and GitHub's own examples, and each place where Guildhall means to differ."""

import json
import re
from xml.etree.ElementTree import Element

import pytest
from markdown_it import MarkdownIt

from core.markdown import plain_text, render
from core.markdown.text import plain_text_of_any
from tests.core.markdown.dom import BLOCKS, parse

# Everything else agrees, once `expected_meaning` has done what we mean to do otherwise: headings
# begin at h3, line breaks are kept, pictures on other hosts are links, raw HTML is shown as text.
DIFFERENCES = {
    "Only http, https and mailto are links.": {
        "commonmark/spec": {598, 600, 601, 603},
        "gfm/spec": {604, 606, 607, 609, 628},
    },
    "A bare address is a link, as GitHub has it, where CommonMark has none.": {
        "commonmark/spec": {604, 610, 613, 614},
        "gfm/spec": {610, 616, 619, 620},
        "gfm/regression": {9, 14},
    },
    "There are no footnotes.": {"gfm/extensions": {23}, "gfm/regression": {13}},
    "The example says only that it must not crash.": {"gfm/extensions": {20}},
}

_OPTIONS = {"tasklists": True, "strikethrough_single_tilde": True}
_OBEYING_HTML = MarkdownIt("commonmark", {**_OPTIONS, "html": True})
_SHOWING_HTML = MarkdownIt("commonmark", {**_OPTIONS, "html": False})
for _parser in (_OBEYING_HTML, _SHOWING_HTML):
    _parser.enable(["table", "strikethrough"])


@pytest.mark.parametrize(
    ("suite", "count"),
    [
        ("commonmark/spec", 655),
        ("gfm/spec", 673),
        ("gfm/extensions", 28),
        ("gfm/regression", 19),
    ],
)
def test_the_examples_of_the_specifications_hold(shared_data, suite, count):
    examples = json.loads((shared_data / "markdown" / f"{suite}.json").read_text())

    differing = {e["example"] for e in examples if _differs(e["markdown"], e["html"])}

    assert len(examples) == count
    assert differing == set().union(*(where.get(suite, set()) for where in DIFFERENCES.values()))


def _differs(source: str, expected: str) -> bool:
    if (shown := _SHOWING_HTML.render(source)) != _OBEYING_HTML.render(source):
        # With raw HTML in it, what the specification prints is not what we want to see.
        expected = shown
    return meaning(render(source).html) != expected_meaning(expected)


def meaning(html: str) -> str:
    """Our HTML, without what we add to every page: see the tests of rendering for that."""
    root = parse(html)
    for element in root.iter():
        for name in ("tabindex", "rel", "loading"):
            element.attrib.pop(name, None)
    return _tidy(_written(root))


def expected_meaning(html: str) -> str:
    """Theirs, with what we mean to do otherwise done to it."""
    return _tidy(_written(parse(html)))


def _written(element: Element, *, pre: bool = False, link: bool = False) -> str:
    pre = pre or element.tag == "pre"
    parts = [_text(element.text, pre=pre)]
    for child in element:
        parts.append(_element(child, pre=pre, link=link))
        parts.append(_text(child.tail, pre=pre))
    return "".join(parts)


def _element(element: Element, *, pre: bool, link: bool) -> str:
    if not isinstance(element.tag, str):
        return "<!---->"
    tag, attributes = element.tag, dict(element.attrib)
    inner = _written(element, pre=pre, link=link or tag == "a")
    is_box = attributes.get("class") == "table-scroll"
    if tag in {"br", "label"} or (tag == "span" and pre) or is_box:
        # Line breaks are kept, tasks labelled, code coloured, tables boxed.
        return inner
    if tag == "img":
        words = attributes.get("alt") or attributes["src"]
        attributes = {"href": attributes["src"], "title": attributes.get("title", "")}
        return words if link else _tagged("a", attributes, words)
    if tag in ("td", "th"):
        attributes = {"align": attributes.get("align") or attributes.get("class", "")}
    if tag in ("code", "li"):  # only languages that are coloured are named
        attributes.pop("class", None)
    return _tagged("h" if re.fullmatch("h[1-6]", tag) else tag, attributes, inner)


def _tagged(tag: str, attributes: dict[str, str], inner: str) -> str:
    pairs = sorted((name, value) for name, value in attributes.items() if value or name != "title")
    return f"<{tag}{''.join(f' {name}={value!r}' for name, value in pairs)}>{inner}</{tag}>"


def _text(text: str | None, *, pre: bool) -> str:
    escaped = (text or "").replace("&", "&amp;").replace("<", "&lt;")
    return escaped if pre else re.sub(r"[ \t\r\n]+", " ", escaped)


_TAG = "|".join(BLOCKS)


def _tidy(html: str) -> str:
    """Space beside a block means nothing."""
    return re.sub(rf" *(</?(?:{_TAG})(?: [^>]*)?>) *", r"\1", html).strip()


@pytest.mark.parametrize("suite", ["commonmark/spec", "gfm/spec"])
def test_prose_reads_the_same_by_the_short_way(shared_data, suite):
    examples = json.loads((shared_data / "markdown" / f"{suite}.json").read_text())
    read = [render(example["markdown"]).html for example in examples]

    assert [plain_text(html) for html in read] == [plain_text_of_any(html) for html in read]
