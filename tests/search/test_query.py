import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.finding import find, find_while_typing
from search.query import LONGEST, Query
from tests.discussions.factories import add_post, start_topic
from tests.search.finding import VISITOR, search

ODD = [
    "",
    " ",
    "\x00",
    "vac\x00uum",
    '"',
    '""',
    '"vacuum',
    'vacuum"',
    '-"',
    "-",
    "--",
    "- vacuum",
    "or",
    "or or",
    "-or",
    "vacuum or",
    "vacuum or -",
    "the",
    "the of and",
    "'",
    "\\",
    "\\'",
    ":*",
    "a:*",
    "&|!()<->",
    "%",
    "%s %(q)s {0} {}",
    "\ud800",
    "\U0001f600",
    "vacuum" * 2000,
    "vacuum " * 2000,
    '"' * 10_000,
    "-" * 10_000,
    "(" * 10_000,
    "'); DROP TABLE search_document; --",
]


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("one two", ["one", "two"]),
        ('"one two" -three', ['"one two"', "-three"]),
        ('-"one two" three', ['-"one two"', "three"]),
        ("one - two --three", ["one", "two", "-three"]),
        ('one"two three', ["one", '"two three']),
        ('- " -', []),
    ],
)
def test_a_query_is_read_in_parts(typed, parts):
    assert Query.read(typed).parts() == parts


def test_a_long_query_is_cut_and_says_so():
    query = Query.read("word " * 200)

    assert query.is_cut
    assert len(query.text) <= LONGEST
    assert not Query.read("word").is_cut


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ODD)
def test_nothing_that_can_be_typed_is_an_error(typed):
    query = Query.read(typed)

    assert not find(VISITOR, query)
    assert not find_while_typing(VISITOR, query, size=8)


@pytest.mark.django_db
def test_odd_queries_find_what_they_name(relay):
    start_topic(title="Vacuum")
    relay()

    for typed in ("vac\x00uum", '"vacuum', "- vacuum", "vacuum or -", "vacuum OR", "(vacuum)"):
        assert len(search(typed).items) == 1, typed


words = st.sampled_from(["vacuum", "the", "or", "-", '"', "a/b", "x.y", "'", "<->", "é", "\\"])
typed = st.one_of(st.text(max_size=400), st.lists(words, max_size=12).map(" ".join))


@pytest.fixture
def something_to_find(db, relay):
    topic = start_topic(title="A vacuum, or a/b", source="The x.y of it, é \\ <->.")
    add_post(topic, source="vacuum " * 200)
    relay()


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(typed=typed)
def test_no_text_at_all_is_an_error(something_to_find, typed):
    query = Query.read(typed)

    find(VISITOR, query)
    find_while_typing(VISITOR, query, size=8)
