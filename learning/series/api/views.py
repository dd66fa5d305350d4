from typing import Any

from django.core.exceptions import ValidationError as Refused
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from communities.access import room_named
from core.api.idempotency import IDEMPOTENCY, nonce_of
from core.api.serializers import read
from core.api.views import ApiRequest, ApiView, PersonalView
from learning.series import access
from learning.series.api import serializers as s
from learning.series.models import Series, SeriesPlace
from learning.series.recurring import Rule, Timetable
from learning.series.showing import dates_of
from learning.workshops.access import community_to_propose_in
from learning.workshops.api.serializers import (
    CancellationInput,
    RegistrationInput,
    parts_of,
    registration_said,
    when_of,
)
from learning.workshops.api.views import hosts_of
from learning.workshops.models import Registration


def answer(request: ApiRequest, pk: int, status: int = 200) -> Response:
    shown: Any = Series.objects.for_page().get(pk=pk)
    coming, past = dates_of(request.user, shown)
    shown.dates = [*coming, *past]
    return Response(s.SeriesOutput(shown).data, status=status)


def timetable_of(data: dict[str, Any]) -> Timetable:
    """Taken out of what was sent."""
    when, rrule = when_of(data), data.pop("rrule")
    try:
        timetable = Timetable.of(Rule.read(rrule, when.zone), when)
        timetable.dates()
    except Refused as refused:
        raise ValidationError({"rrule": refused.messages}) from refused
    return timetable


class AllSeriesView(ApiView):
    @extend_schema(
        operation_id="propose_series",
        parameters=[IDEMPOTENCY],
        request=s.SeriesInput,
        responses={201: s.SeriesOutput},
    )
    def post(self, request: ApiRequest, slug: str) -> Response:
        """Put workshops that repeat before the community, as one. A facilitator publishes them."""
        community = community_to_propose_in(request.user, slug)
        data = read(request, s.SeriesInput)
        space = room_named(request.user, community, data.pop("space", None))
        said: dict[str, Any] = {
            "hosts": hosts_of(data, space),
            "parts": parts_of(data),
            "timetable": timetable_of(data),
        }
        made = Series.objects.propose(
            space, by=request.user, nonce=nonce_of(request), **said, **data
        )
        return answer(request, made.pk, status.HTTP_201_CREATED)


class SeriesView(ApiView):
    @extend_schema(operation_id="read_series", responses=s.SeriesOutput)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """How it repeats, and each of its workshops."""
        return answer(request, access.series_to_read(request.user, pk).pk)

    @extend_schema(operation_id="edit_series", request=s.SeriesEditInput, responses=s.SeriesOutput)
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Say otherwise what all say that are to come, but those that were changed by themselves.
        An old `version` is answered with 409."""
        found = access.series_to_edit(request.user, pk)
        data = read(request, s.SeriesEditInput)
        said: dict[str, Any] = {"hosts": hosts_of(data, found.space), "parts": parts_of(data)}
        found.edit(by=request.user, **said, **data)
        return answer(request, pk)


class PublicationView(PersonalView):
    @extend_schema(operation_id="publish_series", request=None, responses=s.SeriesOutput)
    def post(self, request: ApiRequest, pk: int) -> Response:
        """Let people come to all that is to come of it, as a facilitator."""
        access.series_to_publish(request.user, pk).release(by=request.user)
        return answer(request, pk)


class DatesView(PersonalView):
    @extend_schema(
        operation_id="extend_series", request=s.SeriesExtensionInput, responses=s.SeriesOutput
    )
    def post(self, request: ApiRequest, pk: int) -> Response:
        """Add the dates that come next. Who comes to all is registered for them too."""
        found = access.series_to_extend(request.user, pk)
        found.extend(by=request.user, **read(request, s.SeriesExtensionInput))
        return answer(request, pk)


class CancellationView(PersonalView):
    @extend_schema(
        operation_id="cancel_series", request=CancellationInput, responses=s.SeriesOutput
    )
    def post(self, request: ApiRequest, pk: int) -> Response:
        """Nothing that is to come of it takes place; or, while it is proposed, it is not taken
        up."""
        found = access.series_to_cancel(request.user, pk)
        found.cancel(by=request.user, **read(request, CancellationInput))
        return answer(request, pk)


class RegistrationView(PersonalView):
    @extend_schema(operation_id="read_series_registration", responses=s.SeriesPlaceOutput)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """Yours for all of it; 404 where you have none."""
        place: Any = access.own_place(request.user, pk)
        coming = Registration.objects.current().of(request.user)
        mine = coming.filter(workshop__in=place.series.to_come).order_by("workshop__starts_at")
        place.registrations = mine.select_related("user", "invitation_answer", "workshop")
        return Response(s.SeriesPlaceOutput(place).data)

    @extend_schema(
        operation_id="register_for_series",
        request=RegistrationInput,
        responses=s.SeriesPlaceOutput,
    )
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Come to all that is to come, and to what is added later. Where there is no seat, you
        wait; what you have already stays as it is."""
        found = access.series_to_register_for(request.user, pk)
        said = registration_said(read(request, RegistrationInput))
        SeriesPlace.objects.take(found, by=request.user, **said)
        return self.get(request, pk)

    @extend_schema(operation_id="cancel_series_registration", responses={204: None})
    def delete(self, request: ApiRequest, pk: int) -> Response:
        """Come to none of what is to come; the first who waits is asked, of each."""
        access.own_place(request.user, pk).give_back()
        return Response(status=status.HTTP_204_NO_CONTENT)
