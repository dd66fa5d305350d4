from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response

from core.api.serializers import read
from core.api.views import ApiRequest, PersonalView
from learning.workshops import access
from learning.workshops.api import serializers as s
from learning.workshops.models import Registration


class RegistrationView(PersonalView):
    @extend_schema(operation_id="read_registration", responses=s.RegistrationOutput)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """Your own; 404 where you have none."""
        return Response(s.RegistrationOutput(access.own_registration(request.user, pk)).data)

    @extend_schema(
        operation_id="register",
        request=s.RegistrationInput,
        responses=s.RegistrationOutput,
    )
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Take a seat, or wait for one; once registered, say otherwise what you said."""
        workshop = access.workshop_to_register_for(request.user, pk)
        said = s.registration_said(read(request, s.RegistrationInput))
        Registration.objects.register(workshop, by=request.user, **said)
        return Response(s.RegistrationOutput(access.own_registration(request.user, pk)).data)

    @extend_schema(operation_id="cancel_registration", responses={204: None})
    def delete(self, request: ApiRequest, pk: int) -> Response:
        """Not come after all, or wait no longer; the first who waits is asked."""
        access.own_registration(request.user, pk).cancel()
        return Response(status=status.HTTP_204_NO_CONTENT)


class SeatView(PersonalView):
    @extend_schema(operation_id="take_seat", request=None, responses=s.RegistrationOutput)
    def post(self, request: ApiRequest, pk: int) -> Response:
        """Take the seat that you are offered."""
        access.own_registration(request.user, pk).accept()
        return Response(s.RegistrationOutput(access.own_registration(request.user, pk)).data)


class RegistrationsView(PersonalView):
    @extend_schema(operation_id="list_registrations", responses=s.RegistrationOutput(many=True))
    def get(self, request: ApiRequest, pk: int) -> Response:
        """Who comes, waits and asks to come, for those who host it: each way in its order."""
        workshop = access.workshop_to_host(request.user, pk)
        found = workshop.registrations.listed().for_display()
        return Response(s.RegistrationOutput(found, many=True).data)


class AttendanceView(PersonalView):
    @extend_schema(operation_id="note_attendance", request=None, responses=s.RegistrationOutput)
    def put(self, request: ApiRequest, pk: int, handle: str) -> Response:
        """Note that somebody came."""
        registration = access.registration_to_note(request.user, pk, handle)
        registration.attend()
        return Response(s.RegistrationOutput(registration).data)

    @extend_schema(operation_id="take_back_attendance", responses={204: None})
    def delete(self, request: ApiRequest, pk: int, handle: str) -> Response:
        """Note that they did not."""
        access.registration_to_note(request.user, pk, handle).attend(came=False)
        return Response(status=status.HTTP_204_NO_CONTENT)
