import pytest

from core.markdown import parse, render


def mentions(source: str) -> tuple[str, ...]:
    return parse(source).mentions


def test_people_are_named_once_each_in_order_and_in_lower_case():
    assert mentions("@Rosa, @teo_k-2 and @ROSA") == ("rosa", "teo_k-2")


@pytest.mark.parametrize(
    "source",
    [
        "@rosa",
        "(@rosa)",
        "**@rosa**",
        "_@rosa_",
        "“@rosa”",
        "@rosa.",
        "@rosa's",
        "@rosa:",
        ".@rosa",
        "@rosa-",
    ],
)
def test_punctuation_around_a_mention_is_not_part_of_it(source):
    assert mentions(source) == ("rosa",)


@pytest.mark.parametrize(
    "source",
    [
        "rosa@example.org",
        "`@rosa`",
        "```\n@rosa\n```",
        "    @rosa",
        "[@rosa](https://example.org)",
        "<https://example.org/@rosa>",
        "https://example.org/@rosa/post",
        "@rosa/package",
        "@rosa-delgado/package",
        "@rosa@elsewhere.example",
        "@rosa.example",
        "![@rosa](/uploads/1.png)",
        "\\@rosa",
        "@-rosa",
        "@",
    ],
)
def test_what_only_looks_like_a_mention_is_none(source):
    assert mentions(source) == ()


def test_known_people_are_linked_and_others_stay_text():
    rendered = render("@Rosa and @nobody", mentions={"rosa": "/p/rosa/"})

    assert rendered.html == '<p><a class="mention" href="/p/rosa/">@Rosa</a> and @nobody</p>\n'
    assert rendered.mentions == ("rosa", "nobody")


def test_addresses_are_asked_for_once_for_all():
    asked = []

    def addresses(handles):
        asked.append(handles)
        return {handle: f"/p/{handle}/" for handle in handles}

    render("@rosa, @teo, @rosa", mentions=addresses)
    render("nobody", mentions=addresses)

    assert asked == [("rosa", "teo")]
