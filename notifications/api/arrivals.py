from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from core.api.paging import PageInput, page_of, page_response
from core.api.serializers import Output
from core.api.views import ApiRequest, PersonalView
from core.paging import paginate
from notifications import access
from notifications.inbound.processing import release
from notifications.inbound.refusing import throw_away
from notifications.inbound.waiting import Waiting
from notifications.models import Arrival
from notifications.models.arrival import State


class ArrivalOutput(Output):
    id = serializers.IntegerField(source="pk")
    sender = serializers.CharField()
    subject = serializers.CharField()
    state = serializers.ChoiceField(choices=State.choices)
    reason = serializers.CharField(help_text="Why it was not done: stable, and for programs.")
    what = serializers.SerializerMethodField(help_text="The same, to be read.")
    mend = serializers.SerializerMethodField(help_text="What can be done about it.")
    came_at = serializers.DateTimeField()
    url = serializers.CharField(help_text="Of what came of it.")

    def get_what(self, arrival: Arrival) -> str:
        return str(arrival.advice.what) if arrival.advice else ""

    def get_mend(self, arrival: Arrival) -> str:
        return str(arrival.advice.mend) if arrival.advice else ""


class PlaceOutput(Output):
    name = serializers.CharField()
    url = serializers.CharField()


class HeldOutput(Output):
    id = serializers.IntegerField(source="arrival.pk")
    sender = serializers.CharField(source="arrival.sender")
    subject = serializers.CharField(source="arrival.subject")
    reason = serializers.CharField(source="arrival.reason")
    came_at = serializers.DateTimeField(source="arrival.came_at")
    markdown = serializers.CharField(source="text", help_text="What it would post.")
    files = serializers.ListField(child=serializers.CharField())
    place = PlaceOutput(allow_null=True, help_text="Where it would go.")


class ArrivalsView(PersonalView):
    query = PageInput

    @extend_schema(operation_id="list_mail_sent", responses=page_of(ArrivalOutput))
    def get(self, request: ApiRequest) -> Response:
        """The mail that you sent here, newest first, and what became of it."""
        mine = Arrival.objects.of(request.user)
        after, size = self.asked.get("after"), self.asked["limit"]
        page = paginate(mine, ("-pk",), after=after, size=size)
        return page_response(request, page, lambda arrival: ArrivalOutput(arrival).data)


class HeldListView(PersonalView):
    query = PageInput

    @extend_schema(operation_id="list_held_mail", responses=page_of(HeldOutput))
    def get(self, request: ApiRequest) -> Response:
        """The mail that came in your name and waits for you, newest first."""
        mine = Arrival.objects.held_for(request.user).select_related("user")
        after, size = self.asked.get("after"), self.asked["limit"]
        page = paginate(mine, ("-pk",), after=after, size=size)
        return page_response(request, page, lambda one: HeldOutput(Waiting.of(one)).data)


class HeldView(PersonalView):
    @extend_schema(operation_id="release_held_mail", request=None, responses=ArrivalOutput)
    def post(self, request: ApiRequest, pk: int) -> Response:
        """Say that you wrote it: it is posted, or refused with the reason."""
        return Response(ArrivalOutput(release(access.arrival_to_decide(request.user, pk))).data)

    @extend_schema(operation_id="throw_away_held_mail", responses={204: None})
    def delete(self, request: ApiRequest, pk: int) -> Response:
        """Throw it away."""
        throw_away(access.arrival_to_decide(request.user, pk))
        return Response(status=status.HTTP_204_NO_CONTENT)
