from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response

from accounts.api.serializers import PersonOutput
from core.api.paging import PageInput, page_of, page_response
from core.api.serializers import read
from core.api.views import ApiRequest, PersonalView
from core.paging import paginate
from members.access import person_to_see
from members.connections import access, limits, listing
from members.connections.api import serializers as s
from members.connections.models import Connection, Dismissal
from members.connections.suggesting import suggestions_for
from members.connections.ties import tie_of

PEOPLE = page_of(PersonOutput)


class MyConnectionsView(PersonalView):
    query = PageInput

    @extend_schema(operation_id="list_my_connections", responses=PEOPLE)
    def get(self, request: ApiRequest) -> Response:
        """Whom you are connected with, by name."""
        after, size = self.asked.get("after"), self.asked["limit"]
        people = listing.connections_of(request.user)
        page = paginate(people, listing.ORDER, size=size, after=after)
        return page_response(request, page, lambda one: PersonOutput(one).data)


class RequestsView(PersonalView):
    query = s.ConnectionRequestsInput

    @extend_schema(
        operation_id="list_connection_requests", responses=page_of(s.ConnectionRequestOutput)
    )
    def get(self, request: ApiRequest) -> Response:
        """Who asks you to connect, or whom you asked; the newest first.

        What you asked stays here until it is accepted or you take it back: nobody is told that
        they were declined.
        """
        is_sent = self.asked["direction"] == "sent"
        rows = listing.sent(request.user) if is_sent else listing.received(request.user)
        after, size = self.asked.get("after"), self.asked["limit"]
        page = paginate(rows, listing.REQUESTS, size=size, after=after)

        def write(one: Connection) -> dict[str, object]:
            said = {"person": one.other(request.user), "note": one.note, "asked_at": one.asked_at}
            return s.ConnectionRequestOutput(said).data

        return page_response(request, page, write)


class ConnectionView(PersonalView):
    @extend_schema(operation_id="read_connection", responses=s.ConnectionOutput)
    def get(self, request: ApiRequest, handle: str) -> Response:
        """What is between you and them."""
        return _answer(request, handle)

    @extend_schema(
        operation_id="ask_to_connect", request=s.ConnectionInput, responses=s.ConnectionOutput
    )
    def put(self, request: ApiRequest, handle: str) -> Response:
        """Ask them. Where they asked you, you are connected at once.

        The same person can be asked once in 90 days; too soon is answered with 409.
        """
        person = access.person_to_connect_with(request.user, handle)
        note = read(request, s.ConnectionInput)["note"]
        limits.spend(request.user)
        Connection.objects.ask(person, by=request.user, note=note)
        return _answer(request, handle)

    @extend_schema(operation_id="end_connection", responses={204: None})
    def delete(self, request: ApiRequest, handle: str) -> Response:
        """Be connected no more, or take back what you asked. Nobody is told."""
        access.connection_with(request.user, handle).end(by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class ConnectionAnswerView(PersonalView):
    @extend_schema(
        operation_id="answer_connection_request",
        request=s.ConnectionAnswerInput,
        responses=s.ConnectionOutput,
    )
    def put(self, request: ApiRequest, handle: str) -> Response:
        """Accept what they asked, or decline it: then they are told nothing."""
        found = access.connection_with(request.user, handle)
        if read(request, s.ConnectionAnswerInput)["accepted"]:
            found.accept(by=request.user)
        else:
            found.decline(by=request.user)
        return _answer(request, handle)


class MutualsView(PersonalView):
    query = PageInput

    @extend_schema(operation_id="list_mutual_connections", responses=PEOPLE)
    def get(self, request: ApiRequest, handle: str) -> Response:
        """Whom both of you are connected with, by name."""
        person = access.person_to_connect_with(request.user, handle)
        after, size = self.asked.get("after"), self.asked["limit"]
        people = listing.mutuals(request.user, person)
        page = paginate(people, listing.ORDER, size=size, after=after)
        return page_response(request, page, lambda one: PersonOutput(one).data)


class SuggestionsView(PersonalView):
    @extend_schema(
        operation_id="list_connection_suggestions", responses=s.SuggestionOutput(many=True)
    )
    def get(self, request: ApiRequest) -> Response:
        """Whom you may like to meet, each with why."""
        return Response(s.SuggestionOutput(suggestions_for(request.user), many=True).data)


class DismissalView(PersonalView):
    @extend_schema(operation_id="dismiss_suggestion", request=None, responses={204: None})
    def put(self, request: ApiRequest, handle: str) -> Response:
        """Have this person suggested to you no more."""
        Dismissal.objects.dismiss(person_to_see(request.user, handle), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(operation_id="restore_suggestion", responses={204: None})
    def delete(self, request: ApiRequest, handle: str) -> Response:
        """They may be suggested again."""
        Dismissal.objects.restore(person_to_see(request.user, handle), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _answer(request: ApiRequest, handle: str) -> Response:
    person = access.person_to_connect_with(request.user, handle)
    return Response(s.ConnectionOutput(tie_of(request.user, person)).data)
