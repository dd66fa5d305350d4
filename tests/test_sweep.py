"""Who gets what from every route, as a table that a person can read and has read."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.sweeping import ACTORS, CANARY, World, build, sweep
from tests.undoing import undone

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


@pytest.fixture(scope="module")
def _world(django_db_setup: None, valkey: Any, django_db_blocker: Any) -> Iterator[World]:
    """Built once for the module; what is done in it is undone."""
    with django_db_blocker.unblock(), undone():
        yield build("private")


@pytest.fixture
def world(_world: World, db: None, settings) -> World:
    settings.RATE_LIMITS = False
    return _world


@pytest.mark.parametrize("actor", ACTORS)
def test_every_route_answers_each_kind_of_person_as_the_table_says(world, actor):
    answers = dict(sweep(world, actor))

    assert {route: answer.status for route, answer in answers.items()} == expected(actor)
    if actor in STRANGERS:
        assert [route for route, answer in answers.items() if CANARY in answer.body] == []
