"""How answers are ranked: the formula, the column that keeps it, and the order on the page."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from discussions.models import Acceptance, Post, Reaction, Vote
from discussions.ranking import merit
from discussions.thread import read_thread
from tests.communities.factories import join
from tests.discussions.factories import add_post, start_topic

SAID = ("useful", "worked", "partly", "failed", "outdated", "unsafe")
count = st.integers(min_value=0, max_value=100_000)
anything = st.fixed_dictionaries(dict.fromkeys(SAID, count))


def merit_of(**said: int) -> float:
    return merit(**dict.fromkeys(SAID, 0) | said)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, 0.5),
        ({"useful": 3}, 5 / 7),
        ({"useful": 30, "outdated": 1}, 32 / 36),
        ({"useful": 1, "worked": 1}, 5 / 7),
        ({"useful": 5, "unsafe": 1}, 7 / 13),
        ({"useful": 5, "outdated": 3}, 7 / 15),
        ({"partly": 4}, 0.5),
        ({"failed": 1}, 2 / 6),
        ({"unsafe": 1}, 2 / 8),
    ],
)
def test_merit_is_what_the_documentation_says(said, expected):
    assert merit_of(**said) == pytest.approx(expected)


def test_three_useful_do_not_beat_thirty_and_one_outdated():
    assert merit_of(useful=30, outdated=1) > merit_of(useful=3)


@given(anything)
def test_merit_is_between_nothing_and_all(said):
    assert 0 < merit(**said) < 1


@given(anything, st.sampled_from(["useful", "worked"]))
def test_one_more_who_is_content_never_lowers(said, word):
    assert merit(**said | {word: said[word] + 1}) >= merit(**said)


@given(anything, st.sampled_from(["failed", "outdated", "unsafe"]))
def test_one_more_who_warns_never_raises(said, word):
    assert merit(**said | {word: said[word] + 1}) <= merit(**said)


@given(anything)
def test_partly_leads_to_the_middle(said):
    before, after = merit(**said), merit(**said | {"partly": said["partly"] + 1})

    assert abs(after - 0.5) <= abs(before - 0.5) + 1e-12


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(said=anything)
def test_the_column_is_the_function(said):
    post = Post.objects.first() or start_topic().opening

    Post.objects.filter(pk=post.pk).update(**{f"{name}_count": n for name, n in said.items()})

    assert Post.objects.get(pk=post.pk).merit == pytest.approx(merit(**said), rel=1e-12)


@pytest.mark.django_db
def test_answers_stand_by_acceptance_then_merit_then_age():
    topic = start_topic()
    unsafe, plain, useful, worked, accepted = (add_post(topic) for _ in range(5))
    Reaction.objects.leave(unsafe, "unsafe", by=join(topic.community), why="It burns.")
    Vote.objects.cast(useful, by=topic.author)
    Reaction.objects.leave(worked, "worked", by=topic.author)
    Acceptance.objects.accept(accepted, by=topic.author)
    topic.refresh_from_db()

    def numbers(sort: str | None = None) -> list[int]:
        return [branch.root.number for branch in read_thread(topic, sort=sort).branches]

    best = [accepted, worked, useful, plain, unsafe]
    assert numbers() == numbers("best") == [post.number for post in best]
    assert numbers("useful")[0] == useful.number
    assert numbers("oldest") == [2, 3, 4, 5, 6]
    assert numbers("newest") == [6, 5, 4, 3, 2]


@pytest.mark.django_db
@pytest.mark.parametrize("sort", ["best", "oldest", "newest", "useful"])
def test_pages_in_each_order_show_every_answer_once(monkeypatch, sort):
    monkeypatch.setattr("discussions.thread.FIRST_LEVEL", 3)
    topic = start_topic()
    people = [join(topic.community) for _ in range(3)]
    for number in range(10):
        answer = add_post(topic)
        for person in people[: number % 4]:
            Vote.objects.cast(answer, by=person)
        if number % 3 == 0:
            Reaction.objects.leave(answer, "outdated", by=people[0])

    client, seen, after = Client(), [], ""
    while after is not None:
        query = {"sort": sort} | ({"after": after} if after else {})
        page = client.get(f"/api/v1/topics/{topic.pk}/", query).json()
        seen += [post["number"] for post in page["posts"] if post["number"] > 1]
        after = page["next"]

    assert sorted(seen) == list(range(2, 12))
    assert len(seen) == 10
