from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from communities.access import community_to_read
from communities.models import Community
from learning.calendars.models import CalendarFeed
from learning.workshops.access import workshop_to_read
from learning.workshops.models import Workshop


def workshop_to_keep(viewer: Any, pk: int) -> Workshop:
    """To put into one's calendar: nobody plans for what is only proposed."""
    workshop = workshop_to_read(viewer, pk)
    if not workshop.is_out:
        raise Http404
    return workshop


def community_to_subscribe_to(viewer: Any, slug: str) -> Community | None:
    """None for the member's own workshops, across communities."""
    return community_to_read(viewer, slug) if slug else None


def feed_to_end(viewer: Any, slug: str) -> CalendarFeed:
    """Also of a community that its member may not read any more."""
    whose: dict[str, Any] = {"community__slug": slug} if slug else {"community": None}
    found: CalendarFeed = get_object_or_404(CalendarFeed, user=viewer, **whose)
    return found
