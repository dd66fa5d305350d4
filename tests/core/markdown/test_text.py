import pytest

from core.markdown import absolute, excerpt, for_mail, mail_text, plain_text, render

ORIGIN = "https://guild.example"

LETTER = """\
## Where we stand

Ask @Rosa, or read [the minutes](/c/kiln/t/7-minutes/) and https://example.org/a.
Second line.

- [x] fire the kiln
- [ ] unload it
  1. slowly
  2. with gloves

| Glaze | Cone |
|:------|-----:|
| Ash   | 9    |
| Salt  | 10   |

> They said so
>
> > and before that

```python
def f():
    return 1
```

![Cooling](/uploads/7/kiln.png)
"""


def html(source: str) -> str:
    return render(source, mentions={"rosa": "/p/rosa/"}).html


def test_plain_text_has_every_word_and_no_markup():
    assert plain_text(html(LETTER)) == (
        "Where we stand\n"
        "Ask @Rosa, or read the minutes and https://example.org/a.\nSecond line.\n"
        "☑ fire the kiln\n☐ unload it\nslowly\nwith gloves\n"
        "Glaze Cone\nAsh 9\nSalt 10\n"
        "They said so\nand before that\n"
        "def f():\n    return 1\n"
        "Cooling"
    )


def test_plain_text_is_text_and_not_html():
    assert plain_text(html("a < b &amp; `<i>`")) == "a < b & <i>"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("## What happened\n\nIt rained.\n\n## Why\n\nWeather.", "It rained. Weather."),
        ("> You asked\n\nNo.", "No."),
        ("```\ndf -h\n```\nIt is full.", "It is full."),
        ("See **this**:\n\n> quoted\n\nand *that*.", "See this: and that."),
        ("# Only a heading", "Only a heading"),
        ("> quoted\n\n    code", "quoted code"),
    ],
)
def test_an_excerpt_is_what_the_writer_says(source, said):
    assert excerpt(html(source)) == said


def test_an_excerpt_ends_after_a_whole_word():
    assert excerpt(html("one two three, four"), 19) == "one two three, four"
    assert excerpt(html("one two three, four"), 18) == "one two three…"
    assert excerpt(html("one two three, four"), 13) == "one two…"
    assert excerpt(html("incomprehensibilities"), 10) == "incompreh…"


def test_an_excerpt_of_a_whole_word_at_the_limit_keeps_it():
    assert excerpt(html("one two three"), 8) == "one two…"


def test_an_excerpt_of_nothing_is_empty():
    assert excerpt("", 20) == ""
    assert excerpt(html("***"), 20) == ""


def test_leaving_the_site_addresses_become_absolute():
    source = (
        '[a](/c/kiln/) [b](//b.example/) [c](https://c.example) ![d](/uploads/d.png) `href="/x"`'
    )

    out = absolute(html(source), ORIGIN)

    assert 'href="https://guild.example/c/kiln/"' in out
    assert 'href="https://b.example/"' in out
    assert 'href="https://c.example"' in out
    assert 'src="https://guild.example/uploads/d.png"' in out
    assert '<code>href="/x"</code>' in out


def test_the_text_part_of_a_mail_can_be_read_and_answered():
    assert (
        mail_text(html(LETTER), ORIGIN)
        == """\
Where we stand

Ask @Rosa, or read the minutes <https://guild.example/c/kiln/t/7-minutes/> and https://example.org/a.
Second line.

- ☑ fire the kiln
- ☐ unload it
  1. slowly
  2. with gloves

Glaze | Cone
Ash | 9
Salt | 10

> They said so
>
> > and before that

    def f():
        return 1

Cooling <https://guild.example/uploads/7/kiln.png>"""
    )


def test_the_text_part_keeps_the_numbers_of_a_list():
    assert mail_text(html("7. a\n8. b"), ORIGIN) == "7. a\n8. b"


def test_the_html_part_of_a_mail_needs_no_session_form_or_style_sheet():
    source = (
        "- [x] done\n\n| a |\n|--:|\n| b |\n\n```python\nx = 1\n```\n\n![k](/uploads/k.png) @rosa"
    )

    assert for_mail(html(source), ORIGIN).replace("\n", "") == (
        "<ul><li>☑ done</li></ul>"
        '<table><thead><tr><th align="right">a</th></tr></thead>'
        '<tbody><tr><td align="right">b</td></tr></tbody></table>'
        "<pre><code>x = 1</code></pre>"
        '<p><a href="https://guild.example/uploads/k.png">k</a> '
        '<a href="https://guild.example/p/rosa/">@rosa</a></p>'
    )


def test_a_picture_within_a_link_leaves_its_words_in_a_mail():
    source = "[![k](/uploads/k.png)](/c/kiln/)"

    assert for_mail(html(source), ORIGIN) == (
        '<p><a href="https://guild.example/c/kiln/">k</a></p>\n'
    )


def test_text_that_looks_like_markup_stays_text_in_a_mail():
    assert for_mail(html('a < b "c" `<i>`'), ORIGIN) == (
        '<p>a &lt; b "c" <code>&lt;i&gt;</code></p>\n'
    )
