import pytest

from core.markdown import parse, render


def linked(source: str) -> list[str]:
    return [
        str(token.attrs["href"])
        for block in parse(source).tokens
        for token in block.children or ()
        if token.type == "link_open"
    ]


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("https://example.org", "https://example.org"),
        ("HTTPS://Example.org/A", "HTTPS://Example.org/A"),
        ("http://localhost:8000/x", "http://localhost:8000/x"),
        ("www.example.org/x", "http://www.example.org/x"),
        ("see (https://example.org/a_(b)).", "https://example.org/a_(b)"),
        ("https://example.org/a?b=c&d=e#f", "https://example.org/a?b=c&d=e#f"),
        ("https://example.org/?a[]=1&b[0]=2", "https://example.org/?a%5B%5D=1&b%5B0%5D=2"),
        ("https://example.org/a*b*c_d_", "https://example.org/a*b*c_d"),
        ("**https://example.org**", "https://example.org"),
        ("https://example.org/a&copy;&amp;", "https://example.org/a"),
        ("https://example.org/&a;b", "https://example.org/&a;b"),
        ("“https://example.org/é”", "https://example.org/%C3%A9"),
        ("https://example.org/日本。", "https://example.org/%E6%97%A5%E6%9C%AC"),
        ('<b title="https://example.org">', "https://example.org"),
        ("https://example.org<br>", "https://example.org"),
        ("rosa.k+x@mail.example.org.", "mailto:rosa.k+x@mail.example.org"),
        ("_rosa_k@example.org_", "mailto:rosa_k@example.org"),
    ],
)
def test_a_bare_address_is_a_link_and_the_sentence_around_it_is_not(source, address):
    assert linked(source) == [address]


@pytest.mark.parametrize(
    "source",
    [
        "`https://example.org`",
        "xhttps://example.org",
        "https://",
        "https://_example.org_.x",
        "http://a_b.c",
        "ftp://example.org",
        "javascript://example.org/%0aalert(1)",
        "www",
        "www.",
        "awww.example.org",
        "x@y",
        "x@y._",
        "@",
        "a\\:b",
        "https:/example.org",
    ],
)
def test_what_only_looks_like_an_address_is_none(source):
    assert linked(source) == []


def test_the_words_of_a_link_are_not_linked_again():
    assert linked("[https://a.example](https://b.example)") == ["https://b.example"]
    assert linked("[www.a.example and x@a.example](/b)") == ["/b"]


def test_a_bare_address_beside_a_bracket_leaves_the_bracket_alone():
    assert render("[https://a.example]").html == (
        '<p>[<a href="https://a.example" rel="nofollow ugc noopener">https://a.example</a>]</p>\n'
    )


def test_an_address_longer_than_browsers_take_is_cut_there():
    (address,) = linked("https://example.org/" + "a" * 3_000)

    assert len(address) < 2_100
