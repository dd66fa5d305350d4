"""The doors to calls, for web and API: unseen is 404, refused is 403."""

from typing import Any

from django.shortcuts import get_object_or_404

from communities.access import community_to_read
from communities.models import Community
from core.permissions import require
from projects.access import allowed, thing_inside
from projects.calls import rules
from projects.calls.models import Application, Call
from projects.models import Project
from projects.rules import can_begin


def project_to_call_for(viewer: Any, pk: int) -> Project:
    return allowed(viewer, pk, rules.can_call)


def call_to_read(viewer: Any, pk: int, project: int | None = None) -> Call:
    found: Call = thing_inside(viewer, Call.objects.visible_to(viewer).for_page(), pk, project)
    return found


def call_to_edit(viewer: Any, pk: int, project: int | None = None) -> Call:
    call = call_to_read(viewer, pk, project)
    require(rules.can_call(viewer, call.project))
    return call


def call_to_apply_to(viewer: Any, pk: int, project: int | None = None) -> Call:
    call = call_to_read(viewer, pk, project)
    require(rules.can_apply(viewer, call))
    return call


def call_to_decide_on(viewer: Any, pk: int, project: int | None = None) -> Call:
    call = call_to_read(viewer, pk, project)
    require(rules.can_decide(viewer, call))
    return call


def own_application(viewer: Any, pk: int, project: int | None = None) -> Application:
    """The viewer's to this call, as long as they have not withdrawn it."""
    call = call_to_read(viewer, pk, project)
    sent = Application.objects.sent().of(viewer).for_display()
    found: Application = get_object_or_404(sent, call=call)
    found.call = call
    return found


def application_to_withdraw(viewer: Any, pk: int, project: int | None = None) -> Application:
    found = own_application(viewer, pk, project)
    require(rules.can_withdraw(viewer, found))
    return found


def application_to_decide(
    viewer: Any, pk: int, handle: str, project: int | None = None
) -> Application:
    call = call_to_decide_on(viewer, pk, project)
    sent = Application.objects.sent().for_display()
    found: Application = get_object_or_404(sent, call=call, user__handle__iexact=handle)
    found.call = call
    require(rules.can_answer(viewer, found))
    return found


def community_to_wish_in(viewer: Any, slug: str) -> Community:
    community = community_to_read(viewer, slug)
    require(can_begin(viewer, community))
    return community
