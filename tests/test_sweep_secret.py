"""Of a secret community strangers get no trace, whatever they ask for."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.sweeping import CANARY, NAME_CANARY, World, build, sweep
from tests.test_sweep import STRANGERS
from tests.undoing import undone

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def _world(django_db_setup: None, valkey: Any, django_db_blocker: Any) -> Iterator[World]:
    """Built once for the module; what is done in it is undone."""
    with django_db_blocker.unblock(), undone():
        yield build("secret")


@pytest.fixture
def world(_world: World, db: None, settings) -> World:
    settings.RATE_LIMITS = False
    return _world


@pytest.mark.parametrize("actor", STRANGERS)
def test_a_secret_community_leaves_no_trace_in_what_a_stranger_gets(world, actor):
    for route, answer in sweep(world, actor):
        assert CANARY not in answer.body, route
        assert NAME_CANARY not in answer.body, route
