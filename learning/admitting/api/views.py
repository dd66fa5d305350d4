from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api.serializers import read
from core.api.views import ApiRequest, PersonalView
from learning.admitting import access
from learning.admitting.api.serializers import DeclineInput
from learning.workshops.api.serializers import RegistrationOutput


class AdmissionView(PersonalView):
    @extend_schema(operation_id="let_in", request=None, responses=RegistrationOutput)
    def post(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Let somebody in who asked to come: they have a seat, or wait for one."""
        asked = access.registration_to_decide(request.user, pk, number)
        asked.let_in()
        return Response(RegistrationOutput(asked).data)


class DeclineView(PersonalView):
    @extend_schema(
        operation_id="decline_registration", request=DeclineInput, responses=RegistrationOutput
    )
    def post(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Decline somebody who asked to come. They do not ask again."""
        asked = access.registration_to_decide(request.user, pk, number)
        asked.decline(note=read(request, DeclineInput)["note"])
        return Response(RegistrationOutput(asked).data)
