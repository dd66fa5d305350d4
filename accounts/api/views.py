from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.api import serializers as s
from core.api.serializers import read
from core.api.views import ApiRequest, PersonalView

INTRODUCTION = ("name", "handle", "headline")


class MeView(PersonalView):
    @extend_schema(operation_id="read_me", responses=s.MeOutput)
    def get(self, request: ApiRequest) -> Response:
        """Who you are."""
        return Response(s.MeOutput(request.user).data)

    @extend_schema(operation_id="edit_me", request=s.MeInput, responses=s.MeOutput)
    def patch(self, request: ApiRequest) -> Response:
        """Change your name, handle, headline, time zone or theme."""
        wanted = read(request, s.MeInput)
        user = request.user
        said = {name: wanted.pop(name, getattr(user, name)) for name in INTRODUCTION}
        with transaction.atomic():
            user.introduce(**said)
            user.settle(**wanted)
        return Response(s.MeOutput(request.user).data)
