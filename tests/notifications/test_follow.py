import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notifications.models import Follow, Level
from notifications.models.follow import effective
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db

CHAIN = [["topic:1"], ["tag:1", "tag:2"], ["space:1"], ["community:1"]]
TARGETS = [target for targets in CHAIN for target in targets]


def follow(user, levels: dict[str, str]) -> None:
    for target, level in levels.items():
        Follow.objects.choose(target, level, by=user)


@pytest.mark.parametrize(
    ("levels", "level"),
    [
        ({}, "normal"),
        ({"community:1": "watching"}, "watching"),
        ({"community:1": "watching", "space:1": "muted"}, "muted"),
        ({"space:1": "muted", "tag:2": "watching"}, "watching"),
        ({"space:1": "watching", "tag:1": "muted"}, "muted"),
        ({"tag:1": "muted", "topic:1": "watching"}, "watching"),
        ({"tag:1": "muted", "tag:2": "watching"}, "muted"),
        ({"tag:1": "first_post", "tag:2": "watching"}, "watching"),
        ({"tag:1": "first_post", "tag:2": "tracking"}, "first_post"),
        ({"tag:1": "tracking", "tag:2": "normal"}, "tracking"),
        ({"space:1": "watching", "tag:2": "tracking"}, "tracking"),
        ({"topic:1": "normal", "community:1": "watching"}, "normal"),
        ({"topic:2": "watching"}, "normal"),
    ],
)
def test_the_most_specific_level_wins(levels, level):
    user = UserFactory()
    follow(user, levels)

    assert Follow.objects.level_of(user, CHAIN) == level
    assert effective(levels, CHAIN) == level


def test_one_users_levels_are_not_anothers():
    one, other = UserFactory(), UserFactory()
    follow(one, {"community:1": "watching"})
    follow(other, {"community:1": "watching", "topic:1": "muted"})

    assert [row.user for row in Follow.objects.watching(CHAIN)] == [one]
    assert [row.user for row in Follow.objects.muting(CHAIN)] == [other]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(levels=st.dictionaries(st.sampled_from(TARGETS), st.sampled_from(Level.values)))
def test_the_database_and_the_digest_agree_on_who_wins(db, levels):
    user = UserFactory()
    follow(user, levels)

    assert Follow.objects.level_of(user, CHAIN) == effective(levels, CHAIN)


def test_what_was_chosen_is_not_changed_by_what_one_does():
    user = UserFactory()
    Follow.objects.choose("topic:1", Level.MUTED, by=user)

    Follow.objects.watch_unless_chosen("topic:1", by=user)
    Follow.objects.watch_unless_chosen("topic:2", by=user)

    assert dict(Follow.objects.values_list("target", "level")) == {
        "topic:1": "muted",
        "topic:2": "watching",
    }


def test_a_visitor_follows_nothing():
    from django.contrib.auth.models import AnonymousUser

    assert Follow.objects.level_of(AnonymousUser(), CHAIN) == Level.NORMAL
