import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.markdown import absolute, excerpt, for_mail, mail_text, parse, plain_text, render
from core.markdown.sanitising import sanitise
from tests.core.markdown.allowed import assert_allowed
from tests.core.markdown.dom import parse as parse_html

ORIGIN = "https://guild.example"

# Where in a text a hostile string may stand, besides being all of it.
PLACES = (
    "{}",
    "[x]({})",
    "[x](<{}>)",
    "![x]({})",
    "<{}>",
    '[x](/y "{}")',
    "[x]: {}\n\n[x] ![x]",
    "http://example.org/{}",
    "> - [ ] {}",
    "| {} |\n|-|\n| {} |",
    "```{}\n{}\n```",
    "`{}` @{} *{}*",
)


def attacks(folder: Path) -> set[str]:
    return {attack for attack in _attacks(folder) if attack.strip()}


def _attacks(folder: Path) -> Iterator[str]:
    yield from json.loads((folder / "blns/blns.json").read_text())
    for path in (folder / "bleach").rglob("*.test"):
        yield path.read_text().partition("\n--\n")[0]
    cheat_sheet = (folder / "owasp/XSS_Filter_Evasion_Cheat_Sheet.md").read_text()
    for code in re.findall(r"(?s)```\w*\n(.*?)```", cheat_sheet):
        yield code
        yield from code.splitlines()


def test_no_known_attack_leaves_the_allow_list(shared_data):
    strings = attacks(shared_data / "xss")

    for attack in strings:
        assert_allowed("".join(render(place.replace("{}", attack)).html for place in PLACES))

    assert len(strings) > 700


def test_the_sanitiser_alone_holds_against_the_attacks(shared_data):
    for attack in attacks(shared_data / "xss"):
        assert_allowed(sanitise(attack))


@pytest.mark.parametrize(
    ("hostile", "left"),
    [
        ('<p id="csrf_token">a</p>', "<p>a</p>"),
        ('<p style="color:red" hx-get="/x" data-hx-get="/x" onclick="x">a</p>', "<p>a</p>"),
        ('<form action="/x"><button formaction="/y">a</button></form>', "a"),
        ('<input type="submit" name="x" value="y">', '<input type="checkbox" disabled="">'),
        ("<svg><a><animate attributeName=href to=javascript:x /></a></svg>", ""),
        ("<math><mtext></mtext></math>", ""),
        ('<span class="k topbar">a</span>', '<span class="k">a</span>'),
        ('<a href="javascript:x" target="_blank" rel="opener">a</a>', "<a>a</a>"),
        ('<img src="https://elsewhere.example/pixel.png">', "<img>"),
        ('<img src="/uploads/../operate/">', "<img>"),
        ('<img width="9" height="100%">', '<img width="9">'),
        ("<h1>a</h1><script>b</script><!-- c -->", "a"),
        ('<div role="dialog" tabindex="1" aria-label="a">b</div>', '<div aria-label="a">b</div>'),
    ],
)
def test_the_sanitiser_keeps_what_is_listed_and_no_more(hostile, left):
    assert written(sanitise(hostile)) == written(left)


def written(html: str) -> list[tuple[str, dict[str, str], str | None]]:
    """The sanitiser may give attributes in any order."""
    return [(element.tag, element.attrib, element.text) for element in parse_html(html).iter()]


# fmt: off
FRAGMENTS = st.sampled_from([
    "\n", "\n\n", "  ", "    ", "\t", "a", "*", "**", "_", "~~", "`", "```", "```python\n", "[",
    "]", "(", ")", "![", "](/x)", "](javascript:x)", "](/uploads/x.png)", "[a]: ", "[^1]", "|",
    "|-|-|\n", "|a|b|\n", ":-:", "<", ">", "</p>", "<script>", "<img src=x onerror=y>", "<!--",
    "<svg>", "&",
    "&lt;", "&#x6a;", "&colon;", "# ", "## ", "> ", "- ", "1. ", "- [x] ", "---", "===", '"', "'",
    "\\", "http://", "https://a.b/", "www.", "a@b.c", "@rosa", "//", ":", ";", ".", "javascript:",
    "data:", "/uploads/", "\0", "\r", "\u202e", "\u2028", "\xa0", "é", "\U0001f600", "\ud800",
    "${x}", "{{", "def f():", "<?php", "/*",
])
# fmt: on
SOURCES = st.lists(FRAGMENTS | st.text(max_size=20), max_size=60).map("".join)

thorough = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@thorough
@given(SOURCES)
def test_whatever_is_typed_is_rendered_within_the_allow_list(source):
    html = render(source, mentions=lambda handles: dict.fromkeys(handles, "/p/x/")).html

    assert_allowed(html)
    assert sanitise(html) == html


@thorough
@given(SOURCES)
def test_whatever_is_typed_can_be_read_cut_and_sent(source):
    html = render(source).html

    assert len(excerpt(html, 40)) <= 40
    assert "\t" not in plain_text(render(source.replace("\t", " ")).html)
    assert "\t" not in mail_text(render(source.replace("\t", " ")).html, ORIGIN)
    assert_allowed(re.sub(r' align="\w+"', "", for_mail(html, ORIGIN)))
    assert_hrefs_absolute(absolute(html, ORIGIN))


def assert_hrefs_absolute(html: str) -> None:
    for address in re.findall(r'<(?:a|img) (?:href|src)="([^"]*)', html):
        assert re.match("(?i)https?:|mailto:", address), address


@thorough
@given(SOURCES.map(lambda source: source.replace("~", "").replace("\r", "")))
def test_nobody_is_mentioned_in_code(source):
    assert parse(f"~~~\n{source}\n~~~").mentions == ()
    assert parse("\n".join(f"    {line}" for line in source.split("\n"))).mentions == ()


@thorough
@given(st.text(alphabet=st.characters(exclude_characters="`", exclude_categories=["Cs"])))
def test_nobody_is_mentioned_in_a_code_span(source):
    # A blank line would end the paragraph, and with it the span.
    words = " ".join(source.split())
    assert parse(f"a ``x {words} @rosa x`` b").mentions == ()
