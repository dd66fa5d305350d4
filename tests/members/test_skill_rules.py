"""Levels, as docs/skills.md publishes them: without a database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.skills.rules import FRESH, SkillLevel, Thing, level_of, ring_of

NOW = datetime(2026, 6, 1, tzinfo=UTC)
KINDS = ("answer", "article", "workshop", "project", "course")


def thing(number: int, *witnesses: int, kind: str = "answer", age: int = 10, **more) -> Thing:
    return Thing((kind, number), NOW - timedelta(days=age), frozenset(witnesses), **more)


things = st.builds(
    thing,
    st.integers(1, 12),
    st.integers(1, 5),
    kind=st.sampled_from(KINDS),
    age=st.integers(0, 1500),
    before_many=st.booleans(),
)
lists = st.lists(things, max_size=12)
rings = st.frozensets(st.integers(1, 5))


@pytest.mark.parametrize(
    ("shown", "level"),
    [
        ([], "past"),
        ([thing(1, 2)], "shown"),
        ([thing(1, 2, age=731)], "past"),
        ([thing(1, 2, age=730)], "shown"),
        ([thing(n, 2) for n in range(9)], "shown"),
        ([thing(1, 2), thing(2, 3)], "shown"),
        ([thing(1, 2), thing(2, 3), thing(3, 3)], "practised"),
        ([thing(1), thing(2), thing(3)], "shown"),
        ([thing(1, before_many=True), thing(2, before_many=True), thing(3)], "practised"),
        ([thing(n, n) for n in range(2, 9)], "practised"),
        ([*(thing(n, n) for n in range(2, 6)), thing(1, 2, kind="article")], "experienced"),
        ([*(thing(n, n) for n in range(2, 5)), thing(1, 2, kind="article")], "practised"),
        ([*(thing(n, 2 + n % 2) for n in range(2, 6)), thing(1, 2, kind="article")], "practised"),
        ([*(thing(n, n) for n in range(2, 6)), thing(1, kind="course", age=800)], "practised"),
    ],
)
def test_levels_are_as_published(shown, level):
    assert level_of(shown, (), NOW) == level


@given(lists, rings, st.randoms(use_true_random=False))
def test_neither_order_nor_saying_it_twice_matters(shown, ring, random):
    level = level_of(shown, ring, NOW)
    again = shown + shown
    random.shuffle(again)
    assert level_of(again, ring, NOW) == level


@given(lists, rings, things)
def test_one_thing_more_never_lowers_a_level(shown, ring, more):
    assert level_of([*shown, more], ring, NOW).rank >= level_of(shown, ring, NOW).rank


@given(lists, rings)
def test_what_is_old_counts_for_nothing(shown, ring):
    fresh = [one for one in shown if NOW - one.at <= FRESH]
    assert level_of(shown, ring, NOW) == level_of(fresh, ring, NOW)
    assert level_of(shown, ring, NOW + FRESH + FRESH) == SkillLevel.PAST


@given(st.integers(1, 40), st.sampled_from(KINDS))
def test_two_who_vouch_for_each_other_get_nowhere(times, kind):
    mutual = [thing(number, 2, kind=kind) for number in range(times)]
    pairs = {(1, 2): times, (2, 1): times}
    ring = ring_of(1, pairs)
    assert ring == ({2} if times >= 2 else frozenset())
    others = [thing(100, 3), thing(101, 4)]
    assert level_of(mutual, ring, NOW) == "shown"
    # Together they are one thing beside what others saw.
    with_others = level_of([*mutual, *others], ring, NOW)
    assert with_others == level_of([thing(99, 2, kind=kind), *others], (), NOW)


@pytest.mark.parametrize(
    ("pairs", "ring"),
    [
        ({(1, 2): 3}, set()),  # who is not vouched for in turn
        ({(1, 2): 3, (2, 1): 1}, set()),
        ({(1, 2): 1, (2, 1): 3}, set()),
        ({(1, 2): 2, (2, 1): 2}, {2}),
        ({(1, 2): 2, (2, 1): 2, (1, 3): 2}, set()),  # half of it
        ({(1, 2): 3, (2, 1): 2, (1, 3): 2}, {2}),
        ({(5, 2): 9, (2, 5): 9}, set()),  # of others
    ],
)
def test_a_ring_is_more_than_half_of_what_is_said(pairs, ring):
    assert ring_of(1, pairs) == ring
