from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from communities.access import community_to_read
from learning.calendars.models import CalendarFeed
from learning.series.access import series_to_read
from learning.series.models import Series
from learning.workshops.access import workshop_to_read
from learning.workshops.models import Workshop

LONGEST_NUMBER = 18


def workshop_to_keep(viewer: Any, pk: int) -> Workshop:
    """To put into one's calendar: nobody plans for what is only proposed."""
    workshop = workshop_to_read(viewer, pk)
    if not workshop.is_out:
        raise Http404
    return workshop


def to_subscribe_to(viewer: Any, slug: str, series: str) -> dict[str, Any]:
    """Whose workshops a feed has, as its columns say it: a community's, a series', or, where none
    is named, the member's own across communities."""
    community = community_to_read(viewer, slug) if slug else None
    found = series_to_keep(viewer, _number(series)) if series else None
    return {"community": None if found else community, "series": found}


def series_to_keep(viewer: Any, pk: int) -> Series:
    """Nobody plans for what is only proposed."""
    series = series_to_read(viewer, pk)
    if not series.is_out:
        raise Http404
    return series


def feed_to_end(viewer: Any, slug: str, series: str) -> CalendarFeed:
    """Also of what its member may not read any more."""
    whose: dict[str, Any] = {"community": None, "series": None}
    if series:
        whose["series"] = _number(series)
    elif slug:
        whose = {"community__slug": slug}
    found: CalendarFeed = get_object_or_404(CalendarFeed, user=viewer, **whose)
    return found


def _number(said: str) -> int:
    if not (said.isdecimal() and len(said) < LONGEST_NUMBER):
        raise Http404
    return int(said)
