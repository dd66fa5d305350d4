"""No text takes long: not one that was written to.

A stopwatch alone would fail on a busy machine and pass on a fast one, so what is held is growth:
four times the text may take little more than four times as long.
"""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import iterparse

from core.markdown import MAX_LENGTH, excerpt, parse, plain_text, render
from core.markdown.highlight import NAMES, Highlighter

# What is repeated until the text is full.
# fmt: off
UNITS = [
    # brackets, links, pictures, definitions
    "[", "![", "[[]", "[]", "[a](", "[a](b)", "[a](<b", '[a](b "', "![a](b)", "![](", "[a]: x\n",
    "[a\n", '[a]: b "\n', "[a][b]", "[`", "(", "[a](http://\xe4.\xe4)", "\\[",
    # emphasis
    "*", "*a ", "*a_ ", "*_", "**a ", "a**bc* ", "***a", "_a", "~a~ ", "~~a", "a_", "*a*",
    # code and fences
    "`a", "`a``", "```\n", "~~~\n", "    a\n\n", "```a`\n",
    # blocks
    "a\n", "a\n\n", "- a\n", "- ", "-\n", "1. a\n", "> a\n", ">", "> > ", "> - ", ">a\nb\n",
    "# a\n", "a\n-\n", "***\n", "- [ ] a\n", "\n", "\t", " ", "a  \n", "\\\n", "\r\n", "|a|b|\n",
    "|-", "|",
    # markup and entities
    "<", "<a ", "<!--", "<http://a>", "<a@b.c>", "&", "&#", "&amp;",
    "&CounterClockwiseContourIntegral;",
    # bare addresses, mentions
    "http://a.", "http://a. ", "http://_.", "http://a.b/(", "http://a.b/&amp;", "www.", "www.a ",
    "a@b.c ", "a@", "a@b.", "_a@b.c_", "@a-", "@a ", "@", ":", "://",
]
# fmt: on
WHOLE = {
    "nested emphasis": lambda n: "*_" * (n // 4) + "_*" * (n // 4),
    "nested links": lambda n: "[a " * (n // 8) + "](b)" * (n // 8),
    "nested brackets": lambda n: "[" * (n // 2) + "]" * (n // 2),
    "nested pictures": lambda n: "![" * (n // 6) + "](x)" * (n // 6),
    "nested lists": lambda n: "\n".join("  " * at + "- a" for at in range(int(n**0.5))),
    "nested quotes": lambda n: "> " * 50 + "a\n" * (n // 2 - 50),
    "a long reference used often": lambda n: f"[a]: /{'x' * (n // 4)}\n\n" + "[a]" * (n // 4),
    "a table of empty cells": lambda n: _table(columns=n // 8, rows=n // 8),
    "a table of many rows": lambda n: _table(columns=200, rows=n // 3),
    "runs of backticks": lambda n: " ".join("`" * at for at in range(1, int((2 * n) ** 0.5))),
    "one long address": lambda n: "http://a.b/" + ")" * (n // 2) + "(" * (n // 2),
    "a long title": lambda n: '[a](b "' + "\\" * n,
    "a heading of many lines": lambda n: "a\n" * (n // 2) + "===",
}


def _table(columns: int, rows: int) -> str:
    return "|a" * columns + "|\n" + "|-" * columns + "|\n" + "|a\n" * rows


def _filled_with(unit: str) -> Callable[[int], str]:
    return lambda n: unit * (n // len(unit))


HOSTILE = {repr(unit): _filled_with(unit) for unit in UNITS} | WHOLE


def seconds_to_save(source: str) -> float:
    start = time.thread_time()
    html = render(source).html
    excerpt(html)
    plain_text(html)
    return time.thread_time() - start


def seconds_to_colour(code: str, language: str) -> float:
    start = time.thread_time()
    Highlighter().html(code, language)
    return time.thread_time() - start


def assert_linear(seconds: Callable[[str], float], source: str, enough: float) -> None:
    """What is done within ``enough`` is not looked into further."""
    taken = seconds(source)
    if taken > enough:
        taken = min(seconds(source) for _ in range(3))
        quarter = min(seconds(source[: len(source) // 4]) for _ in range(3))
        assert taken < enough or taken < 6 * quarter
        assert taken < 10 * enough


@pytest.mark.parametrize("text_of_length", HOSTILE.values(), ids=HOSTILE.keys())
def test_time_to_save_grows_with_the_length_and_no_faster(text_of_length):
    assert_linear(seconds_to_save, text_of_length(MAX_LENGTH)[:MAX_LENGTH], enough=0.2)


def test_a_text_with_more_markup_than_people_write_is_shown_as_typed():
    document = parse("[*a*](b) <c> " * 5_000)

    assert document.is_as_typed
    assert document.html().startswith('<pre class="as-typed">[*a*](b) &lt;c&gt; [*a*]')


def test_what_people_write_is_never_shown_as_typed(shared_data):
    texts = [
        row.attrib["Text"]
        for site in ("conlang-meta", "beer-2014")
        for path in (shared_data / "stackexchange" / site).rglob("PostHistory.xml")
        for row in rows(path)
        if row.attrib.get("PostHistoryTypeId") in {"2", "5", "8"}
    ]

    assert len(texts) > 1_000
    assert not [text for text in texts if parse(text).is_as_typed]


def rows(path: Path) -> list[Element]:
    return [element for _, element in iterparse(path) if element.tag == "row"]


# fmt: off
CODE_UNITS = [
    "a", "1", " ", "\n", "\t", '"', "'", "`", "\\", "/", "/*", "//", "<", "<a", "<a ", "<!--", "#",
    "$", "${", "@", "-", "--", "%", "(", "{", "[", ":", "=", ".", "a ", "a\n", "a(", "a:", "a=",
    "a.", '"a" ', '\\"', '"""', "é", "1.", "+a\n", "- ", "&", "&a",
]
# fmt: on


@pytest.mark.parametrize("language", sorted(NAMES))
def test_time_to_colour_code_grows_with_its_length_and_no_faster(language):
    for unit in CODE_UNITS:
        code = unit * (MAX_LENGTH // 4 // len(unit))
        assert_linear(partial(seconds_to_colour, language=language), code, enough=0.1)
