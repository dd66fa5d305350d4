"""Whom something in a project names is told so at once, and of it in no other way."""

from typing import Any

import pytest

from communities.models import Community
from notifications.models import Follow, Level, Notice
from projects.models import Visibility
from projects.naming import named_in
from tests.communities.factories import CommunityFactory, join
from tests.projects.factories import (
    begin_project,
    note_decision,
    note_meeting,
    open_call,
    post_update,
    take_part,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def community() -> Community:
    return CommunityFactory()


def write(kind: str, project: Any, text: str) -> Any:
    if kind == "call":
        return open_call(project, text=text)
    if kind == "update":
        return post_update(project, text=text)
    if kind == "meeting":
        return note_meeting(project, notes=text)
    return note_decision(project, why="Because.", alternatives=text)


def rewrite(thing: Any, kind: str, text: str) -> None:
    said: dict[str, Any] = {"by": thing.project.begun_by, "version": thing.version}
    if kind == "call":
        said |= {"title": thing.title, "text": text, "tags": []}
    elif kind == "update":
        said |= {"text": text}
    elif kind == "meeting":
        said |= {"title": thing.title, "held_on": thing.held_on, "notes": text}
    else:
        said |= {"title": thing.title, "why": text, "decided_on": thing.decided_on}
    thing.edit(**said)


def told(thing: Any) -> list[tuple[int, str]]:
    about = Notice.objects.filter(key__in=[thing.target, named_in(thing.target)])
    return sorted(about.values_list("user", "key"))


KINDS = ("call", "update", "decision", "meeting")


@pytest.mark.parametrize("kind", KINDS)
def test_who_is_named_is_told_once(community, relay, kind):
    project = begin_project(community=community, visibility=Visibility.COMMUNITY)
    inside, member, muting = take_part(project), join(community), join(community)
    Follow.objects.choose(project.target, Level.MUTED, by=muting)
    everybody = f"@{inside.handle} @{member.handle} @{muting.handle} knows."
    thing = write(kind, project, everybody)
    relay()
    both = [(one.pk, named_in(thing.target)) for one in (inside, member)]
    assert told(thing) == sorted(both)
    notice = Notice.objects.get(user=member, key=named_in(thing.target))
    assert (notice.url, notice.excerpt) == (thing.get_absolute_url(), thing.gist)


@pytest.mark.parametrize("kind", KINDS)
def test_an_edit_tells_those_whom_it_names_anew(community, relay, kind):
    project = begin_project(community=community)
    first, later = join(community), join(community)
    thing = write(kind, project, f"@{first.handle} knows.")
    relay()
    Notice.objects.all().delete()
    rewrite(thing, kind, f"@{first.handle} and @{later.handle} know it.")
    relay()
    assert told(thing) == [(later.pk, named_in(thing.target))]


@pytest.mark.parametrize("kind", ["update", "decision", "meeting"])
def test_what_is_deleted_names_nobody(community, relay, kind):
    project = begin_project(community=community)
    thing = write(kind, project, f"@{join(community).handle} knows.")
    relay()
    assert told(thing)
    thing.remove()
    relay()
    assert not told(thing)


@pytest.mark.parametrize("kind", KINDS)
def test_who_may_not_read_it_is_named_by_nobody(community, relay, kind):
    project = begin_project(community=community, visibility=Visibility.MEMBERS)
    member = join(community)
    thing = write(kind, project, f"@{member.handle} knows.")
    relay()
    assert told(thing) == []
    assert member.get_absolute_url() not in str(thing.html)
