"""The doors to projects, for web and API: unseen is 404, refused is 403."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from accounts.models import User
from communities.access import community_to_read
from communities.models import Community
from core.permissions import Verdict, require
from members.directory import people_visible_to
from projects import rules
from projects.models import Collaborator, Project


def project_to_read(viewer: Any, pk: int) -> Project:
    """Whoever is invited may read it too, to know what they are invited to."""
    return get_object_or_404(Project.objects.seen_by(viewer).for_page(), pk=pk)


def project_inside(viewer: Any, pk: int) -> Project:
    """To read what is in it, which whoever is only invited does not yet."""
    return get_object_or_404(Project.objects.visible_to(viewer).for_page(), pk=pk)


def thing_inside(viewer: Any, things: QuerySet[Any], pk: int, project: int | None) -> Any:
    """By its number; on pages also by its project's, as the head of a page asks for it."""
    if project is None:
        return get_object_or_404(things, pk=pk)
    found = get_object_or_404(things.filter(project=project), pk=pk)
    found.project = project_inside(viewer, project)
    return found


def community_to_begin_in(viewer: Any, slug: str) -> Community:
    community = community_to_read(viewer, slug)
    require(rules.can_begin(viewer, community))
    return community


def project_to_lead(viewer: Any, pk: int) -> Project:
    return allowed(viewer, pk, rules.can_lead)


def project_to_edit(viewer: Any, pk: int) -> Project:
    return allowed(viewer, pk, rules.can_edit)


def project_to_contribute_to(viewer: Any, pk: int) -> Project:
    return allowed(viewer, pk, rules.can_contribute)


def project_to_talk_in(viewer: Any, pk: int) -> Project:
    return allowed(viewer, pk, rules.can_talk)


def project_to_join(viewer: Any, pk: int) -> Project:
    return allowed(viewer, pk, rules.can_join)


def person_to_invite(viewer: Any, handle: str) -> User:
    """By handle: anybody whom the viewer can find, in this community or another one."""
    return get_object_or_404(people_visible_to(viewer), handle__iexact=handle)


def place_in(viewer: Any, pk: int, handle: str) -> Collaborator:
    """Somebody in a project that the viewer may read, as a lead or they themselves see them."""
    project = project_to_read(viewer, pk)
    places = Collaborator.objects.select_related("user").exclude(standing="left")
    place = get_object_or_404(places, project=project, user__handle__iexact=handle)
    place.project = project
    return place


def place_to_lead(viewer: Any, pk: int, handle: str) -> Collaborator:
    place = place_in(viewer, pk, handle)
    require(rules.can_lead(viewer, place.project))
    return place


def place_to_leave(viewer: Any, pk: int, handle: str) -> Collaborator:
    place = place_in(viewer, pk, handle)
    require(rules.can_leave(viewer, place))
    return place


def invitation_of(viewer: Any, pk: int) -> Collaborator:
    """One's own, while it waits."""
    waiting = Collaborator.objects.invited().select_related("user", "invited_by")
    place = get_object_or_404(waiting, project=pk, user_id=viewer.pk or 0)
    place.project = project_to_read(viewer, pk)
    return place


def allowed(viewer: Any, pk: int, rule: Callable[[Any, Project], Verdict]) -> Project:
    project = project_to_read(viewer, pk)
    require(rule(viewer, project))
    return project
