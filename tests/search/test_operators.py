import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.operators import Term, joined, split

KNOWN = {"tag", "in", "kind", "is"}


def understands(name: str, value: str) -> bool:
    return name in KNOWN and (name != "is" or value == "solved")


@pytest.mark.parametrize(
    ("typed", "words", "terms"),
    [
        ("hops tag:beer", "hops", ["tag:beer"]),
        ("tag:beer hops -in:lounge", "hops", ["tag:beer", "-in:lounge"]),
        ("TAG:beer", "", ["tag:beer"]),
        ('tag:"two words" hops', "hops", ['tag:"two words"']),
        ("is:solved is:odd", "is:odd", ["is:solved"]),
        ("tag: hops", "tag: hops", []),
        ("colour:red", "colour:red", []),
        ('"not tag:beer" tag:ale', '"not tag:beer"', ["tag:ale"]),
        ('-"not tag:beer"', '-"not tag:beer"', []),
        ('"open tag:beer', '"open tag:beer', []),
        ("a,tag:beer", "a,tag:beer", []),
        ("tag:beer tag:beer", "", ["tag:beer"]),
        ("http://example.org/ in:a/b", "http://example.org/", ["in:a/b"]),
        ("tag:a:b", "", ["tag:a:b"]),
    ],
)
def test_operators_are_told_from_words(typed, words, terms):
    left, found = split(typed, understands)

    assert (left, [str(term) for term in found]) == (words, terms)


pieces = st.sampled_from(
    ["tag:", "tag:a", "-in:b", "is:solved", "kind:", '"', "-", ":", "or", "word", 'tag:"x y"', "é"]
)
typed = st.one_of(st.text(max_size=80), st.lists(pieces, max_size=10).map(" ".join))


@given(typed=typed)
def test_any_text_is_taken_apart_and_put_together_again(typed):
    words, terms = split(typed, understands)

    assert all(understands(term.name, term.value) for term in terms)
    assert split(joined(words, terms), understands) == (words, terms)


@given(typed=st.text(max_size=80))
def test_what_has_no_operator_is_all_words(typed):
    assert split(typed, lambda name, value: False) == (" ".join(typed.split()), ())


def test_a_term_is_written_as_it_is_read():
    assert str(Term("in", "a b", is_excluded=True)) == '-in:"a b"'
