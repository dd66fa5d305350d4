from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.status import HTTP_204_NO_CONTENT

from core.api.views import ApiRequest, ApiView, PersonalView
from core.calendars.answering import answer
from learning.calendars.access import community_to_subscribe_to, feed_to_end, workshop_to_keep
from learning.calendars.api import serializers as s
from learning.calendars.entries import entry_for, published
from learning.calendars.feeding import address_of
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


class FeedsView(PersonalView):
    @extend_schema(operation_id="list_calendar_feeds", responses=s.CalendarFeedOutput(many=True))
    def get(self, request: ApiRequest) -> Response:
        """By which addresses a calendar program can read workshops as you: your own, and those of
        each community."""
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


def issued(request: ApiRequest, slug: str) -> Response:
    community = community_to_subscribe_to(request.user, slug)
    secret = CalendarFeed.objects.issue(request.user, community=community)
    return Response(s.CalendarFeedAddressOutput({"address": address_of(secret)}).data)


def ended(request: ApiRequest, slug: str) -> Response:
    feed_to_end(request.user, slug).delete()
    return Response(status=HTTP_204_NO_CONTENT)
