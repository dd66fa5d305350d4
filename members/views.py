from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.models import User
from core.http import PageRequest
from members import access, following
from members.connections.listing import ORDER, mutuals
from members.connections.ties import tie_of
from members.directory import communities_of
from members.profile import blocks_for
from members.profiles.clocks import clock_of
from members.profiles.shown import lacking, profile_of, shown_to
from members.skills.shown import skills_of
from search.browsing import written_by

MOST_MUTUALS = 12


def person(request: PageRequest, handle: str) -> HttpResponse:
    """Who a person is: what they wrote and where they belong, as far as the viewer may know it."""
    found = access.person_to_see(request.user, handle)
    if found.handle.lower() != handle.lower():
        return redirect(found)  # not for good: a handle that was left long ago is free again
    written = written_by(found, request.user, after=request.GET.get("after"))
    context: dict[str, Any] = {"person": found, "written": written}
    if request.htmx.target == "contributions-more":
        return render(request, "members/person.html#rows", context)
    context["communities"] = communities_of(found, request.user)
    context["skills"] = skills_of(request.user, found)
    context["blocks"] = blocks_for(request.user, found)
    shown = shown_to(request.user, found)
    context |= {"shown": shown, "clock": clock_of(shown, request.user)}
    context |= _between(request.user, found)
    if found == request.user:
        context["lacking"] = lacking(profile_of(found))
    return render(request, "members/person.html", context)


def _between(viewer: Any, person: User) -> dict[str, Any]:
    if not viewer.is_authenticated or viewer == person:
        return {"tie": None, "mutuals": []}
    return {
        "tie": tie_of(viewer, person),
        "follow": following.control_of(viewer, person),
        "mutuals": mutuals(viewer, person).order_by(*ORDER)[:MOST_MUTUALS],
    }
