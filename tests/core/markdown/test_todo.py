"""Boxes that nobody has ticked are found, and links put in their place."""

import pytest

from core.markdown import linked, parse, to_do

NOTES = """# Meeting

- [ ] Ask *two* homes, see [this](https://example.org)
- [x] Book a room
  - [ ] Tell
    @marta
1. [ ] Third

> - [ ] Said elsewhere

```
- [ ] code
```
"""


def words(source: str) -> list[str]:
    return [one.words for one in to_do(source)]


def test_boxes_are_found_where_they_are_to_do():
    assert words(NOTES) == ["Ask two homes, see this", "Tell @marta", "Third"]


def test_as_it_was_typed_it_has_its_markup():
    assert to_do(NOTES)[0].source == "Ask *two* homes, see [this](https://example.org)"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_link_takes_the_place_of_a_box_and_of_its_lines(end):
    said = linked(NOTES.replace("\n", end), {"Tell @marta": "/t/2/", "Third": "/t/3/"})
    assert "  - [Tell \\@marta](/t/2/)\n1. [Third](/t/3/)\n" in said
    assert words(said) == ["Ask two homes, see this"]
    assert parse(said).places == ("/t/2/", "/t/3/")
    assert "- [x] Book a room" in said


@pytest.mark.parametrize(
    "typed",
    [
        "`a](/evil/)[b`",
        "a \\](/evil/)",
        "<https://evil.example>",
        "**b** _c_ ~~d~~",
        "![a](b)",
        "# x",
    ],
)
def test_what_it_says_is_not_markup_again(typed):
    [one] = to_do(f"- [ ] {typed}")
    said = linked(f"- [ ] {typed}", {one.words: "/t/1/"})
    document = parse(said)
    assert (document.places, document.links) == (("/t/1/",), ())
    assert document.html().count("<a ") == 1
    assert to_do(said) == []


def test_a_text_with_more_markup_than_a_person_writes_has_none():
    assert to_do("- [ ] a\n" + "*a " * 40_000) == []


def test_the_same_said_twice_is_one_to_do():
    twice = "- [ ] Ask\n- [ ] Ask"
    assert words(twice) == ["Ask"]
    assert linked(twice, {"Ask": "/t/1/"}) == "- [Ask](/t/1/)\n- [Ask](/t/1/)"
