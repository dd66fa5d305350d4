from django.http import HttpResponse
from django.views.decorators.http import require_safe

from core.calendars.answering import answer
from core.http import PageRequest
from learning.calendars.access import series_to_keep, workshop_to_keep
from learning.calendars.entries import entry_for, published
from learning.calendars.feeding import entries_for, of_series
from learning.workshops.showing import own_place


@require_safe
def file(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    """A workshop, for a calendar to keep; with where one joins it, for who has a seat."""
    workshop = workshop_to_keep(request.user, pk)
    mine = own_place(request.user, workshop)
    body = published([entry_for(request.user, workshop, mine)])
    return answer(request, body, name=f"{workshop.slug or 'workshop'}.ics")


@require_safe
def series(request: PageRequest, slug: str, pk: int) -> HttpResponse:
    """All of a series, each as above."""
    found = series_to_keep(request.user, pk)
    entries = entries_for(request.user, of_series(request.user, found))
    return answer(request, published(entries, name=found.title), name=f"{found.slug}.ics")
