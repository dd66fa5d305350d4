import random

import pytest

from projects.tasks import order


def test_what_is_put_at_an_end_makes_no_longer_key():
    key = order.between(None, None)
    for _step in range(5000):
        following = order.between(key, None)
        assert following > key
        key = following
    assert len(key) <= 4
    for _step in range(5000):
        preceding = order.between(None, key)
        assert preceding < key
        key = preceding


def test_there_is_always_room_between_two():
    rng = random.Random(7)
    keys = [order.FIRST]
    for _step in range(2000):
        at = rng.randrange(len(keys) + 1)
        before = keys[at - 1] if at else None
        after = keys[at] if at < len(keys) else None
        keys.insert(at, order.between(before, after))
    assert keys == sorted(set(keys))
    assert not any(key.endswith("0") and len(key) > 2 and key[0] == "a" for key in keys)


@pytest.mark.parametrize(("before", "after"), [("a0", "a1"), ("a0", "a0V"), ("Zz", "a0")])
def test_between_the_same_two_it_goes_on_and_grows_slowly(before, after):
    key = before
    for _step in range(300):
        key = order.between(key, after)
        assert before < key < after
    assert len(key) < 60


@pytest.mark.parametrize(
    ("before", "after"), [(None, None), ("a0", "a1"), (None, "a0"), ("a5", None)]
)
def test_many_are_put_in_a_row(before, after):
    keys = order.spread(before, after, 500)
    assert keys == sorted(set(keys))
    assert (before or "") < keys[0]
    assert after is None or keys[-1] < after
    assert max(map(len, keys)) < 6
