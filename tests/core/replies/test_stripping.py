"""What holds for every text: new words survive, once is enough, and size costs in proportion."""

import sys

import pytest
from bs4.element import Tag
from hypothesis import given, settings
from hypothesis import strategies as st

from core.replies import lines, strip_html, strip_text
from core.replies.markup import MAX_DEPTH, MAX_TAGS, is_bearable, without_hidden

WORDS = st.text("abcdefghijklmnop ", min_size=1, max_size=30).map(str.strip).filter(bool)
WRITTEN = st.lists(WORDS, min_size=1, max_size=6)
PIECES = st.sampled_from(
    [
        "hello there",
        "",
        "> quoted",
        ">> twice",
        "-- ",
        "--",
        "---",
        "```",
        "On Mon, 1 Jan 2024 at 10:00, Ann <ann@example.org> wrote:",
        "From: Ann <ann@example.org>",
        "Sent: Monday, 1 January 2024 10:00",
        "To: Bob",
        "Subject: tea",
        "-----Original Message-----",
        "---------- Forwarded message ----------",
        "________________________________",
        "Sent from my iPhone",
        "-Ann",
        "\ue000 marked",
        "CAUTION: this email came from outside",
    ]
)
QUOTE = "On Mon, 1 Jan 2024 at 10:00, Ann Lee <ann@example.org> wrote:\n> Tuesday?\n> Ann"


@given(WRITTEN)
def test_words_above_a_quote_survive(written):
    text = "\n".join(written)

    assert tuple(strip_text(f"{text}\n\n{QUOTE}")) == (text, QUOTE)


@given(WRITTEN)
def test_words_below_a_quote_survive(written):
    text = "\n".join(written)

    assert strip_text(f"{QUOTE}\n\n{text}").written == text


@given(WRITTEN, WRITTEN)
def test_answers_between_quotes_survive_in_their_place(first, second):
    one, two = "\n".join(first), "\n".join(second)

    written = strip_text(f"{QUOTE}\n{one}\n> And Friday?\n{two}").written

    assert written == f"> Tuesday?\n> Ann\n{one}\n> And Friday?\n{two}"


@settings(max_examples=150)
@given(st.lists(PIECES, max_size=14).map("\n".join))
def test_stripping_twice_is_stripping_once(text):
    once = strip_text(text).written

    assert strip_text(once).written == once


@given(st.lists(PIECES, max_size=14).map("\n".join))
def test_nothing_vanishes(text):
    split = strip_text(text)

    kept = sorted(line.strip() for line in f"{split.written}\n{split.quoted}".split("\n"))
    assert [line for line in kept if line] == sorted(
        line.strip() for line in text.split("\n") if line.strip()
    )


@pytest.mark.parametrize(
    "text",
    [
        ">" * 10_000,
        "On " * 3_000,
        "On 1 Jan 2024\n" * 1_000,
        "From: a@example.org\n" * 1_000,
        "a@" * 5_000,
        "[" * 5_000 + "](" * 5_000,
        "-" * 10_000,
        "```\n" * 1_000,
        "> x\nyes\n" * 1_000,
        "-- \n" * 1_000,
        "Sent from my iPhone\n" * 500,
        "This message is confidential " * 1_000,
        "*" * 10_000 + ":",
    ],
    ids=lambda text: text[:12].strip(),
)
def test_hostile_text_costs_in_proportion_to_its_size(text):
    assert _steps(strip_text, text * 2) < 3 * _steps(strip_text, text) + 10_000


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 5_000 + "hello",
        "<blockquote>" * 5_000 + "hello" + "</blockquote>" * 5_000,
        "<b>hello</b>" * (MAX_TAGS // 2 + 1),
        "<" * 5_000 + "hello",
        "hello" + "</p>" * (MAX_TAGS + 1),
        "<p>" * 5_000 + "hello",
        "<table><tr><td>" * 150 + "hello",
        "<b></i>" * 500 + "hello",
        "<!--" * 5_000 + "hello",
        "<![" * 5_000 + "hello",
        "<script>" * 5_000 + "hello",
    ],
    ids=lambda html: html[:12],
)
def test_html_that_nobody_wrote_is_read_as_text(html):
    assert "hello" in strip_html(html).written


def test_html_is_bearable_up_to_a_depth():
    assert is_bearable("<div>" * MAX_DEPTH)
    assert not is_bearable("<div>" * (MAX_DEPTH + 1))
    assert strip_html("<div>" * MAX_DEPTH + "hello").written == "hello"


@pytest.mark.parametrize("tag", ["p", "li", "td", "tr", "b"])
def test_a_tag_that_is_never_closed_holds_the_next(tag):
    assert is_bearable(f"<{tag}>" * MAX_DEPTH)
    assert not is_bearable(f"<{tag}>" * (MAX_DEPTH + 1))
    assert is_bearable(f"<{tag}>hello</{tag}>" * (MAX_DEPTH + 1))
    assert is_bearable(f"<div><{tag}>hello</div>" * (MAX_DEPTH + 1))


HIDING = ["<!--", "-->", "<!", "<![", "<?", ">", "<", "!--", "!", "?", "<script>", "<p>", "</div>"]


@given(st.lists(st.sampled_from(HIDING), max_size=12))
def test_no_comment_is_left_or_comes_of_two_halves(pieces):
    shown = without_hidden("".join(pieces))

    assert "<!" not in shown
    assert "<?" not in shown


@given(st.lists(st.sampled_from(HIDING), max_size=12))
def test_what_stands_behind_a_comment_never_vanishes_even_if_it_never_ends(pieces):
    assert "hello" in "".join(strip_html("".join([*pieces, "<p>hello</p>"])))


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ("<p>a<!-- x > y -->b</p>", "ab"),
        ("<p><![if !supportLists]>1.<![endif]> tea</p>", "1. tea"),
        ("<p>tea <!-- for two</p><p>please</p>", "tea for two\n\nplease"),
        ("<head><style>p > b {}</style><body><p>tea</p></body>", "tea"),
        ("<script>'<p>no</p>'</SCRIPT ><header>tea</header>", "tea"),
        ("<p>1 &lt;! 2 &gt; 0</p>", "1 <! 2 > 0"),
        ("<p>one" * 200, "\n".join(["one"] * 200)),
    ],
)
def test_only_what_nobody_sees_is_left_out(html, written):
    assert strip_html(html).written == written


def test_a_sender_cannot_set_our_marks():
    split = strip_html(f"<p>hello</p><p>{lines.FROM_HERE}</p><p>{lines.CERTAIN}there</p>")

    assert split.written == "hello\n\nthere"


def _steps(function, *args):
    """How many lines of Python ran: the same on a busy machine as on an idle one."""
    steps = 0

    def count(frame, event, arg):
        nonlocal steps
        steps += event == "line"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        function(*args)
    finally:
        sys.settrace(before)
    return steps


@pytest.mark.parametrize(
    "sentence",
    [
        "At 10:30 on Monday I wrote:\n\nthe list is here",
        "On Friday I wrote:\nwe go at noon",
        "On 5 May 2024 we decided the following:\n\n- tea\n- cake",
        "From: Paris\nTo: London\nDate: Monday\n\nlet us go",
        "Date: 5 May 2024\nTo: everyone\nplease come",
        "Am 5. Mai 2024 um 10:00 treffen wir uns hier:\n\nPlatz 1",
    ],
)
def test_what_only_looks_like_a_head_is_kept(sentence):
    assert strip_text(f"Hello.\n\n{sentence}").written == f"Hello.\n\n{sentence}"


@pytest.mark.parametrize(
    "left_out",
    ["<div style='display:none'>y</div>", "<img width='1'>", "<div class='signature'>y</div>"],
)
def test_what_is_left_out_is_not_sought_among_its_siblings(monkeypatch, left_out):
    """Each would be, to be taken out: of thousands that costs millions of steps."""
    steps, index = [], Tag.index

    def counted(self, child):
        steps.append(index(self, child))
        return steps[-1]

    monkeypatch.setattr(Tag, "index", counted)

    assert strip_html(f"<p>x</p>{left_out}" * 300).written.split() == ["x"] * 300
    assert sum(steps) < 3_000
