"""What was written there, as it is read here."""

from datetime import UTC, datetime

import pytest

from integrations.stackexchange import texts
from integrations.stackexchange.converting import to_markdown
from integrations.stackexchange.shape import shape_of
from integrations.stackexchange.site import Site, licence_of, licence_url
from integrations.stackexchange.tags import listed, spelled


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("One line\r\nand the next.", "One line and the next."),
        ("A break  \r\nis kept.", "A break  \nis kept."),
        ("> quoted\n> on two lines", "> quoted on two lines"),
        ("- a point\n  of two lines\n- and one", "- a point of two lines\n- and one"),
        ("##Heading", "## Heading"),
        ("Press <kbd>Ctrl</kbd>.", "Press `Ctrl`."),
        ("<b>bold</b>, <i>leaning</i>", "**bold**, *leaning*"),
        (">! The butler.", "> The butler."),
        ("Asked under [tag:rope].", "Asked under rope."),
        ("Thanks @ada, me@example.org", r"Thanks \@ada, me@example.org"),
        ("`@ada`\n\n    @property\n    def f", "`@ada`\n\n    @property\n    def f"),
    ],
)  # fmt: skip
def test_what_was_typed_is_adapted(typed, read):
    assert texts.adapted(typed) == read


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("# no heading", "<p># no heading</p>\n"),
        ("1. no list", "<p>1. no list</p>\n"),
        ("- nor this\n- line", "<p>- nor this - line</p>\n"),
        ("> no quotation of @ada", "<p>&gt; no quotation of @ada</p>\n"),
        ("`code` and *stress*", "<p><code>code</code> and <em>stress</em></p>\n"),
    ],
)
def test_a_comment_has_no_blocks(typed, html):
    assert texts.comment(typed).html == html


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>wrapped\nby hand<br>\nbroken</p>", "wrapped by hand  \nbroken"),
        ("<p>10<sup>3</sup> H<sub>2</sub>O x<sup>ab</sup></p>", "10³ H₂O x^(ab)"),
        ('<pre class="lang-py prettyprint-override"><code>a = "```"\n</code></pre>',
         '````py\na = "```"\n````'),
        ('<p><a href="https://e.org/big.png"><img src="https://e.org/s.png" alt="A knot"></a></p>',
         "[A knot](https://e.org/big.png)"),
        ('<p><img src="https://e.org/s.png"></p>', "[picture](https://e.org/s.png)"),
        ("<ul>\n<li>one\n<ul>\n<li>two</li>\n</ul></li>\n</ul>", "- one\n  - two"),
        ("<p>AT&amp;T &lt;3</p>", "AT&T <3"),
        ("<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>",
         "| a |\n| --- |\n| 1 |"),
    ],
)  # fmt: skip
def test_html_becomes_markdown(html, markdown):
    assert to_markdown(html) == markdown
    assert shape_of(texts.shown(markdown))[0] != ""


def test_what_was_typed_is_taken_only_if_it_says_the_same():
    html = "<p>Ten <em>ropes</em>.</p>"

    assert texts.body_of("Ten _ropes_.", html).source == "Ten _ropes_."
    assert texts.body_of("Nine _ropes_.", html).source == "Ten *ropes*."
    assert texts.body_of("Ten <u>ropes</u>.", html).source == "Ten *ropes*."
    assert texts.body_of(None, html).source == "Ten *ropes*."


def test_what_looks_like_markup_and_was_none_is_escaped():
    assert texts.body_of(None, "<p>a [b](c) &lt;i&gt; 1. d</p>").html == (
        "<p>a [b](c) &lt;i&gt; 1. d</p>\n"
    )


def test_no_script_comes_along():
    html = '<p>x<script>alert(1)</script><a href="javascript:alert(1)" onclick="a()">y</a></p>'

    shown = texts.body_of(None, html).html

    assert "<script" not in shown
    assert "href" not in shown
    assert "onclick" not in shown


@pytest.mark.parametrize(
    ("name", "here"),
    [
        ("rope", "rope"), ("c#", "c-sharp"), ("c++", "c-plus-plus"), (".net", "dot-net"),
        ("asp.net-mvc", "asp-net-mvc"), ("3.2-beer", "3-2-beer"), ("café", "cafe"), ("вода", ""),
    ],
)  # fmt: skip
def test_tags_are_spelled_in_letters_that_are_allowed(name, here):
    assert spelled(name) == here


def test_tags_are_listed_in_both_ways():
    assert listed("<rope><c#>") == listed("|rope|c#|") == ["rope", "c#"]


@pytest.mark.parametrize(
    ("day", "licence"),
    [
        (datetime(2011, 4, 7, 23, tzinfo=UTC), "CC BY-SA 2.5"),
        (datetime(2011, 4, 8, tzinfo=UTC), "CC BY-SA 3.0"),
        (datetime(2018, 5, 1, 23, tzinfo=UTC), "CC BY-SA 3.0"),
        (datetime(2018, 5, 2, tzinfo=UTC), "CC BY-SA 4.0"),
    ],
)
def test_the_date_says_the_licence_where_the_row_does_not(day, licence):
    assert licence_of(None, day) == licence
    assert licence_of("CC BY-SA 2.5", day) == "CC BY-SA 2.5"
    assert licence_url(licence).endswith(f"/{licence[-3:]}/")


def test_a_site_that_is_none_gives_no_address():
    assert licence_url("Proprietary; javascript:alert(1)") == ""
    assert Site.named(" Beer.StackExchange.com ").url == "https://beer.stackexchange.com"
