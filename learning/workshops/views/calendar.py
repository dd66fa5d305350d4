"""Workshops of a month: as a calendar on the wall, or as an agenda."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from communities.access import community_to_read
from communities.frame import frame
from communities.models import Community
from core.formats import zone_of
from core.http import PageRequest
from learning.workshops import rules
from learning.workshops.monthly import Sheet


def all_calendar(request: PageRequest) -> HttpResponse:
    """Of every community that the viewer may read."""
    return _calendar(request, None, {})


def calendar(request: PageRequest, slug: str) -> HttpResponse:
    community = community_to_read(request.user, slug)
    context = frame(request.user, community)
    context["may_propose"] = rules.can_propose(request.user, community)
    return _calendar(request, community, context)


def _calendar(
    request: PageRequest, community: Community | None, context: dict[str, Any]
) -> HttpResponse:
    sheet = Sheet.read(request.GET)
    month = sheet.month(request.user, community)
    states = [("", _("All")), ("mine", _("You come")), ("hosting", _("You host"))]
    context |= {
        "sheet": sheet,
        "month": month,
        "states": states if request.user.is_authenticated else [],
        "zone_said": zone_of(month.begins),
    }
    return render(request, "learning/workshops/calendar.html", context)
