"""The API held to its own description, by requests that Schemathesis makes from it.

Of the many that differ little some are asked; with CONTRACT=whole in the environment, all.
"""

import os
import zlib
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.urls import resolve
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, settings
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance

from cop.wsgi import application
from integrations.models import AccessToken, Scope
from tests.sweeping import World, build, kwargs_of

pytestmark = pytest.mark.django_db


def read_and_closed(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """As a server does it, which Schemathesis does not: a file would stay open."""
    answer = application(environ, start_response)
    try:
        return [b"".join(answer)]
    finally:
        answer.close()


WHOLE = os.environ.get("CONTRACT") == "whole"


def description(*phases: str, examples: int) -> Any:
    schema = schemathesis.openapi.from_dict(SchemaGenerator().get_schema(public=True))
    schema.app = read_and_closed
    schema.config.generation.update(deterministic=True, max_examples=examples)
    schema.config.phases.update(phases=list(phases))
    return schema


def is_open(context: Any) -> bool:
    return {} in context.operation.definition.raw["security"]


def is_one_of_three(context: Any) -> bool:
    return WHOLE or zlib.crc32(context.operation.label.encode()) % 3 == 0


thorough = description("examples", "coverage", "fuzzing", examples=20 if WHOLE else 1)
brief = description("examples", "fuzzing", examples=10 if WHOLE else 1)
in_the_open = brief.include(is_open)
# Operations are described by the same few kinds of fields, and read by the same code.
in_full = thorough.include(is_one_of_three)
the_others = brief.include(lambda context: WHOLE or not is_one_of_three(context))
# What else a member is answered is refusals, in which operations differ little.
of_a_member = brief.include(is_one_of_three)
quick = settings(
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)

# One of each thing that an address names, to find the route of a described path.
SOME = {
    **dict.fromkeys(
        (
            "id",
            "number",
            "reaction",
            "version",
            "lane",
            "label",
            "milestone",
            "item",
            "comment",
            "lesson",
            "question",
            "criterion",
            "nth",
        ),
        1,
    ),
    **dict.fromkeys(
        (
            "slug",
            "name",
            "handle",
            "token",
            "upload",
            "attended",
            "work",
            "review",
            "received",
            "skill",
        ),
        "some",
    ),
    **dict.fromkeys(("target", "stream", "group"), "topic:1"),
    "language": "en",
    "key": "00000000-0000-4000-8000-000000000000",
    "scope": "community:1",
    "place": "reply/1",
    "about": "article",
    "matter": "answers",
}

# Why something may be refused although it has the described shape: what no JSON schema can say.
SAID_IN_WORDS = {
    "blank",  # nothing but spaces
    "null_characters_not_allowed",
    "unstorable",
    "reserved",  # an address or handle that is kept for the site
    "shape",  # a name of punctuation only
    "unknown",  # a person, zone or domain that is not there
    "invalid",  # an email address or a domain that only looks like one
    "required",  # of two fields together: a duplicate without what it duplicates
    "kind_not_taken",  # a file whose bytes are of no kind that is kept
    "far",  # a pause that ends after more than a year
    "future",  # a decision of a day that is still to come
    "past",  # a reminder for a time that is over
    "into_itself",  # a topic that is to be merged into the same
    "steps_out_of_order",  # a ladder whose later steps do not come later
    "not_a_video",  # a file whose bytes are none
    "bad_captions",  # a text with a line that is no time
    "no_file",  # a file without bytes
    "unfilled",  # a text that is its template and nothing else
    "line",  # a chapter that begins with no moment
    "order",  # chapters that do not follow one another
    "there",  # a link that the library has already
    "no_such_answer",  # to what hosts of a workshop ask
    "answer_missing",
    "reason_missing",  # of what somebody else had in mind
    "is_incomplete",  # a review that says nothing of a criterion
    "bad_points",  # more than the criterion has
    "address",  # a link that leads nowhere
}


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Each request leaves the test's transaction open, as with Django's own test client."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def _world(django_db_setup: None, valkey: Any, django_db_blocker: Any) -> Iterator[World]:
    """Built once for the module; what a test does in it is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = build("private")
        for actor in ("owner", "member"):
            headers_of(world, actor)
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(_world: World, db: None, settings) -> World:
    settings.RATE_LIMITS = False
    return _world


@in_full.parametrize()
@quick
def test_an_owner_gets_what_is_described_however_they_ask(case, world):
    ask(case, world, "owner")


@the_others.parametrize()
@quick
def test_an_owner_gets_what_is_described(case, world):
    ask(case, world, "owner")


@of_a_member.parametrize()
@quick
def test_a_member_gets_what_is_described(case, world):
    ask(case, world, "member")


@in_the_open.parametrize()
@quick
def test_a_visitor_gets_what_is_described(case, world):
    ask(case, world, "visitor")


def ask(case: Any, world: World, actor: str) -> None:
    if is_asked_elsewhere(case):
        return
    lead_to_what_is_there(world, case)
    headers = headers_of(world, actor)
    with transaction.atomic():
        response = case.call(headers=headers)
        transaction.set_rollback(True)
    with transaction.atomic():  # the checks ask more
        allowed = [positive_data_acceptance] if is_refused_with_reason(response) else []
        # What a wrong token gets, test_permissions asks of each operation, once.
        left_out = [ignored_auth, *allowed]
        case.validate_response(response, headers=headers, excluded_checks=left_out)
        transaction.set_rollback(True)


def is_asked_elsewhere(case: Any) -> bool:
    """What one and the same code answers for every operation is asked of one in so many."""
    said = case.meta.phase.data if case.meta else None
    text = getattr(said, "description", None)
    if text is None or WHOLE:
        return False
    place = said.parameter_location
    is_shared = (
        text.startswith(SHARED)
        or place == ParameterLocation.HEADER
        or (place == ParameterLocation.PATH and case.meta.is_negative_at(place))
    )
    one_in = 12 if is_shared else 6 if text.endswith("Incorrect type") else 1
    return zlib.crc32(f"{case.operation.label} {text}".encode()) % one_in != 0


# Methods that no view has, the cursor and the length of every page, and queries with more in them.
SHARED = ("Unspecified HTTP method", "limit: ", "after: ", "Object with unexpected")


def headers_of(world: World, actor: str) -> dict[str, str]:
    if actor == "visitor":
        return {}
    if actor not in world.tokens:
        issued = AccessToken.objects.issue(world.people[actor], "a test", list(Scope))
        world.tokens[actor] = issued[1]
    return {"Authorization": f"Bearer {world.tokens[actor]}"}


def lead_to_what_is_there(world: World, case: Any) -> None:
    """An address made up finds nothing, and nothing is tried beyond it; so with a cursor."""
    if not is_meant_wrong(case, ParameterLocation.QUERY):
        (case.query or {}).pop("after", None)
    if case.path_parameters and not is_meant_wrong(case, ParameterLocation.PATH):
        real = kwargs_of(world, resolve(case.path.format(**SOME)).view_name)
        case.path_parameters = {"id" if n == "pk" else n: value for n, value in real.items()}


def is_meant_wrong(case: Any, location: ParameterLocation) -> bool:
    return case.meta is not None and case.meta.is_negative_at(location)


def is_refused_with_reason(response: Any) -> bool:
    if response.status_code not in (400, 415, 422):
        return False
    problem = response.json()
    codes = {error["code"] for error in problem.get("errors", [])} or {problem["code"]}
    return codes <= SAID_IN_WORDS
