from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.status import HTTP_204_NO_CONTENT

from core.api.views import ApiRequest, ApiView, PersonalView
from core.calendars.answering import answer
from learning.calendars.access import (
    feed_to_end,
    series_to_keep,
    to_subscribe_to,
    workshop_to_keep,
)
from learning.calendars.api import serializers as s
from learning.calendars.entries import entry_for, published
from learning.calendars.feeding import address_of, entries_for, of_series
from learning.calendars.models import CalendarFeed
from learning.calendars.showing import feeds_of
from learning.workshops.showing import own_place

FILE = {(200, "text/calendar"): OpenApiTypes.STR}


class FileView(ApiView):
    @extend_schema(operation_id="read_workshop_as_calendar", responses=FILE)
    def get(self, request: ApiRequest, pk: int) -> HttpResponse:
        """The workshop as iCalendar; with where one joins it, for who has a seat."""
        workshop = workshop_to_keep(request.user, pk)
        mine = own_place(request.user, workshop)
        return answer(request, published([entry_for(request.user, workshop, mine)]))


class SeriesFileView(ApiView):
    @extend_schema(operation_id="read_series_as_calendar", responses=FILE)
    def get(self, request: ApiRequest, pk: int) -> HttpResponse:
        """All of the series as iCalendar; with where one joins, for who has a seat."""
        series = series_to_keep(request.user, pk)
        entries = entries_for(request.user, of_series(request.user, series))
        return answer(request, published(entries, name=series.title))


class FeedsView(PersonalView):
    @extend_schema(operation_id="list_calendar_feeds", responses=s.CalendarFeedOutput(many=True))
    def get(self, request: ApiRequest) -> Response:
        """By which addresses a calendar program can read workshops as you: your own, those of
        each community, and those of each series that you have one of."""
        return Response(s.CalendarFeedOutput(feeds_of(request.user), many=True).data)


class OwnFeedView(PersonalView):
    @extend_schema(
        operation_id="issue_calendar_feed", request=None, responses=s.CalendarFeedAddressOutput
    )
    def put(self, request: ApiRequest) -> Response:
        """A new address for the workshops that you come to or host, in the place of an earlier
        one."""
        return issued(request, "")

    @extend_schema(operation_id="revoke_calendar_feed", responses={204: None})
    def delete(self, request: ApiRequest) -> Response:
        """Calendars that used it get nothing any more."""
        return ended(request, "")


class CommunityFeedView(PersonalView):
    @extend_schema(
        operation_id="issue_community_calendar_feed",
        request=None,
        responses=s.CalendarFeedAddressOutput,
    )
    def put(self, request: ApiRequest, slug: str) -> Response:
        """A new address for the workshops of a community that you may read, in the place of an
        earlier one."""
        return issued(request, slug)

    @extend_schema(operation_id="revoke_community_calendar_feed", responses={204: None})
    def delete(self, request: ApiRequest, slug: str) -> Response:
        """Calendars that used it get nothing any more."""
        return ended(request, slug)


class SeriesFeedView(PersonalView):
    @extend_schema(
        operation_id="issue_series_calendar_feed",
        request=None,
        responses=s.CalendarFeedAddressOutput,
    )
    def put(self, request: ApiRequest, pk: int) -> Response:
        """A new address for the workshops of a series, in the place of an earlier one."""
        return issued(request, "", str(pk))

    @extend_schema(operation_id="revoke_series_calendar_feed", responses={204: None})
    def delete(self, request: ApiRequest, pk: int) -> Response:
        """Calendars that used it get nothing any more."""
        return ended(request, "", str(pk))


def issued(request: ApiRequest, slug: str, series: str = "") -> Response:
    whose = to_subscribe_to(request.user, slug, series)
    secret = CalendarFeed.objects.issue(request.user, **whose)
    return Response(s.CalendarFeedAddressOutput({"address": address_of(secret)}).data)


def ended(request: ApiRequest, slug: str, series: str = "") -> Response:
    feed_to_end(request.user, slug, series).delete()
    return Response(status=HTTP_204_NO_CONTENT)
