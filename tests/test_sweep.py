"""Who gets what from every route, as a table that a person can read and has read."""

from pathlib import Path

import pytest

from tests.sweeping import ACTORS, CANARY, NAME_CANARY, build, sweep

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).with_name("sweep_expected.txt")
STRANGERS = ("visitor", "outsider", "staff")


def expected(actor: str) -> dict[str, int]:
    """The actor's column of the table; lines that begin with # explain."""
    rows = (line.rsplit(maxsplit=len(ACTORS)) for line in TABLE.read_text().splitlines() if line)
    return {
        row[0].strip(): int(row[1 + ACTORS.index(actor)])
        for row in rows
        if not row[0].startswith("#") and row[1 + ACTORS.index(actor)] != "-"
    }


@pytest.fixture(autouse=True)
def _without_limits(settings):
    settings.RATE_LIMITS = False


@pytest.mark.parametrize("actor", ACTORS)
def test_every_route_answers_each_kind_of_person_as_the_table_says(actor):
    world = build("private")

    answers = dict(sweep(world, actor))

    assert {route: answer.status for route, answer in answers.items()} == expected(actor)
    if actor in STRANGERS:
        assert [route for route, answer in answers.items() if CANARY in answer.body] == []


@pytest.mark.parametrize("actor", STRANGERS)
def test_a_secret_community_leaves_no_trace_in_what_a_stranger_gets(actor):
    world = build("secret")

    for route, answer in sweep(world, actor):
        assert CANARY not in answer.body, route
        assert NAME_CANARY not in answer.body, route
