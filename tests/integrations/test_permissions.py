"""What a token may do, what a body may set, and what an answer shows, over every operation."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from django.urls import resolve
from drf_spectacular.generators import SchemaGenerator

from integrations.models import AccessToken, Scope
from tests.sweeping import METHODS, World, addresses, build

pytestmark = pytest.mark.django_db

SHOWN = Path(__file__).with_name("shown_expected.txt")
OWN_MODELS = (
    "accounts", "communities", "discussions", "integrations", "knowledge", "notifications",
    "learning", "members", "projects",
)  # fmt: skip


@pytest.fixture
def world(settings) -> World:
    settings.RATE_LIMITS = False
    return build("private")


def operations(world: World) -> Iterator[tuple[str, str, str]]:
    """Method, address and name of each operation."""
    for name, address in addresses(world):
        if name.startswith("api:") and name != "api:nothing":
            view = resolve(address).func.cls
            for method in METHODS:
                if hasattr(view, method.lower()):
                    yield method, address, name


def ask(method: str, address: str, token: str, body: Any = None) -> Any:
    """As a program; nothing of it is left for the next."""
    with transaction.atomic():
        response = Client().generic(
            method,
            address,
            json.dumps(body or {}),
            content_type="application/json",
            headers={"authorization": f"Bearer {token}"},
        )
        transaction.set_rollback(True)
    if response.streaming:
        response.getvalue()  # a file stays open until it is read
    return response


def test_a_token_does_no_more_than_its_scopes_say(world):
    tokens = {}
    for scopes in ((Scope.READ,), (Scope.WRITE,), (Scope.READ, Scope.WRITE), ()):
        _token, text = AccessToken.objects.issue(world.people["owner"], "a test", list(scopes))
        tokens[scopes] = text
    read, write, both, none = tokens.values()

    for method, address, name in operations(world):
        full = ask(method, address, both).status_code
        reading = method == "GET"
        assert full not in (401, 500), name
        assert ask(method, address, read).status_code == (full if reading else 403), name
        assert ask(method, address, write).status_code == full, name
        assert ask(method, address, none).status_code == 403, name
        assert ask(method, address, f"{both[:-1]}!").status_code == 401, name


def test_no_body_sets_what_it_is_not_asked_for(world):
    _token, text = AccessToken.objects.issue(world.people["owner"], "a test", list(Scope))
    columns = {
        field.attname
        for app in OWN_MODELS
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.concrete_fields
    }
    refused = 0

    for method, address, name in operations(world):
        asked = fields_refused(ask(method, address, text, dict.fromkeys(columns, 1)))
        if asked:
            refused += 1
            taken = columns - asked
            assert taken <= ALLOWED, (name, taken - ALLOWED)
    assert refused >= 18


def fields_refused(response: Any) -> set[str]:
    if response.status_code != 422:
        return set()
    return {error["field"] for error in response.json()["errors"] if error["code"] == "unknown"}


# What some body may set; who, when, how often and which version are never among it.
ALLOWED = {
    "accepted", "code_of_conduct", "description", "domain", "dye",
    "email", "email_domains", "handle", "headline", "joining", "kind", "language", "level",
    "name", "note", "number", "practice", "reason", "role", "slug",
    "tagline", "tags", "theme", "timezone", "title", "version", "visibility", "who",
    "change", "context", "evidence", "happened", "intended", "remind_at", "shortcuts", "story",
    "way", "why", "word",
    "is_willing", "weekly_cap", "paused_until", "into", "quiet_from", "quiet_minutes", "quiet_to",
    "members_after", "followers_after", "facilitators_after",
    "question", "applies", "exceptions", "sources",  # an article says these
    "announcement", "discussion",  # what a topic of that kind begins with
    "every", "weekday", "hour",  # when a digest comes
    "markdown", "begins_on", "ends_on",  # a note in the digest
    "minutes",  # how long ahead one is reminded
    "label",  # of tasks, and of captions
    "takes_mail", "mail_kind",  # of a space
    "purpose", "done", "due", "is_open", "status", "does",  # of a project, and a place in it
    "address",  # of what is linked to a project
    "text", "verdict", "is_kept", "space",  # of what a project learned, and where it is written up
    "time", "until", "places", "state", "answer",  # of a call, and of what it is answered
    "alternatives", "decided_on", "decided_by", "instead_of", "meeting",  # of a decision
    "held_on", "attended", "notes", "lines",  # of a meeting
    "by_what_they_know",  # of which calls one is told
    "below", "before",  # of a page: where it hangs
    "upload", "folder", "inside",  # of a file, and of a folder
    "standing",  # of a resource: who may retire it is asked when it is said
    "priority", "moves", "is_done", # of a task: `moves` is what its mover has seen
    "zone",  # in which the hour of a task is given, and that of a workshop
    "programme", "prerequisites", "accessibility", "hosts",  # of a workshop: what it says,
    "format", "venue", "join_link", "room_seats", "online_seats",  # where it is, for how many,
    "starts_at", "ends_at", "rrule",  # when, and how often
    "mode", "takes_at_once",  # of a seat in one,
    "needs_approval", "takes_guests", "names_for", "shows_name", "gives_certificates",  # terms,
    "inquiries", "inquiry",  # and what hosts ask
    "side",  # of an idea for one
    "criteria", "shape", "rule", "times", "course", "months",  # of a badge,
    "skill", "skill_address", "framework",  # and what it compares to
    "member", "words", "is_shown", "credential",  # of who has one, and what is checked
    "is_default", "second", "module",  # of captions, of a stop, and of a place
    "teachers", "video", "transcript", "up",  # of a course: who teaches it, what a lesson says,
    "in_turn", "opens_after", "opens_on", "schedule", "requires",  # and when it opens,
    "answers", "explanation", "draws", "pass_mark", "attempts",  # and what is asked,
    "solution", "judged", "reviews", "gives", "days", "due_on", "levels",  # or to be handed in,
    "marks", "points", "helped",  # and what is said of it
    "link", "chapters", "materials",  # of a resource, of a recording, and of a workshop
    "worth", "takes", "wishes",  # how a workshop was, to who had a seat
    "reach", "moment",  # of what hosts write, and of what they answered
    "about", "organisation", "location", "pronouns", "languages",  # of a profile,
    "ask_about", "wants_to_learn", "open_to", "links",  # which is one's own
    "order",  # of what one has picked: that of a task is worked out
}  # fmt: skip


def test_answers_show_the_fields_that_somebody_has_looked_at():
    """A field that is new here is one that strangers may read: add it after asking who may."""
    schemas = SchemaGenerator().get_schema(public=True)["components"]["schemas"]
    shown = "".join(
        f"{name}: {' '.join(sorted(schema['properties']))}\n"
        for name, schema in sorted(schemas.items())
        if name.endswith("Output") and "properties" in schema
    )

    assert shown == SHOWN.read_text()
