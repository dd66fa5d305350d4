from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response

from core.api.idempotency import IDEMPOTENCY, nonce_of
from core.api.serializers import read
from core.api.views import ApiRequest, PersonalView
from core.client import requester
from learning.attending import access
from learning.attending.api import serializers as s
from learning.attending.limits import CODES, MESSAGES
from learning.attending.models import Message
from learning.workshops.access import own_registration, workshop_to_host
from learning.workshops.api.serializers import RegistrationOutput


class DoorView(PersonalView):
    @extend_schema(operation_id="read_door", responses=s.DoorOutput)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """The code by which those who come check in, for those who give it."""
        return Response(s.DoorOutput(access.workshop_to_let_in(request.user, pk)).data)


class CheckInView(PersonalView):
    @extend_schema(operation_id="check_in", request=s.CheckInInput, responses=RegistrationOutput)
    def post(self, request: ApiRequest, pk: int) -> Response:
        """Say that you are there, with the code that is shown there; twice is once."""
        mine = own_registration(request.user, pk)
        code = read(request, s.CheckInInput)["code"]
        CODES.spend(requester(request))
        mine.check_in(code)
        return Response(RegistrationOutput(own_registration(request.user, pk)).data)


class MessagesView(PersonalView):
    @extend_schema(operation_id="list_workshop_messages", responses=s.MessageOutput(many=True))
    def get(self, request: ApiRequest, pk: int) -> Response:
        """What was written to those who come, the latest first, for those who give it."""
        workshop = workshop_to_host(request.user, pk)
        sent = workshop.messages.select_related("by").order_by("-pk")[:100]
        return Response(s.MessageOutput(sent, many=True).data)

    @extend_schema(
        operation_id="send_workshop_message",
        parameters=[IDEMPOTENCY],
        request=s.MessageInput,
        responses={201: s.MessageOutput},
    )
    def post(self, request: ApiRequest, pk: int) -> Response:
        """Write to those who are registered, and to nobody else."""
        workshop = access.workshop_to_write_to(request.user, pk)
        said = read(request, s.MessageInput)
        MESSAGES.spend(requester(request))
        sent = Message.objects.send(workshop, by=request.user, nonce=nonce_of(request), **said)
        return Response(s.MessageOutput(sent).data, status=status.HTTP_201_CREATED)
