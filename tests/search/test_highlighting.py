import pytest
from markupsafe import Markup

from search.highlighting import extract, marked
from search.text import MARK, SEAM, UNMARK
from tests.discussions.factories import add_post, start_topic
from tests.search.finding import search

HOSTILE = '<img src=x onerror="alert(1)"> vacuum </mark><script>alert(2)</script> & "done"'


def test_what_is_marked_is_escaped_first():
    headline = f"<b>{MARK}a{SEAM}b{UNMARK}</b> & c"

    assert marked(headline) == Markup("&lt;b&gt;<mark>ab</mark>&lt;/b&gt; &amp; c")


def test_an_extract_says_where_text_is_left_out():
    text = "one two three " * 40
    middle = f"three one {MARK}two{UNMARK} three"

    assert extract(middle, text) == "… three one <mark>two</mark> three …"
    assert extract(f"one {MARK}two{UNMARK} three one two three.", text).startswith("one <mark>")
    assert extract("one two", text) == Markup("one two three " * 17 + "…").replace(" …", "…")
    assert extract("a few words", "a few words") == "a few words"


@pytest.mark.django_db
@pytest.mark.parametrize("source", [HOSTILE, f"`{HOSTILE}`", f"\x02{HOSTILE}\x03 \x01"])
def test_hostile_text_is_shown_as_text(relay, source):
    topic = start_topic(title=HOSTILE, source="`" + source + "`")
    add_post(topic, source=f"    {HOSTILE}\n\n\n{'filling ' * 90}")
    relay()

    for found in (*search("vacuum").items, *search("vacuum", kind="post").items):
        for shown in (found.title, found.extract):
            left = shown.replace("<mark>", "").replace("</mark>", "")
            assert "<" not in left
            assert '"' not in left
            assert not set(shown) & {"\x01", "\x02", "\x03"}
        assert found.title.count("<mark>") == found.title.count("</mark>") == 1
