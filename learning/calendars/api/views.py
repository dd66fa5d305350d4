from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema

from core.api.views import ApiRequest, ApiView
from core.calendars.answering import answer
from learning.calendars.access import workshop_to_keep
from learning.calendars.entries import entry_for, published
from learning.workshops.showing import own_place

FILE = {(200, "text/calendar"): OpenApiTypes.STR}


class FileView(ApiView):
    @extend_schema(operation_id="read_workshop_as_calendar", responses=FILE)
    def get(self, request: ApiRequest, pk: int) -> HttpResponse:
        """The workshop as iCalendar; with where one joins it, for who has a seat."""
        workshop = workshop_to_keep(request.user, pk)
        mine = own_place(request.user, workshop)
        return answer(request, published([entry_for(request.user, workshop, mine)]))
