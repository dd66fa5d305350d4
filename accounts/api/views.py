from allauth.usersessions.models import UserSession
from django.db import transaction
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import status
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
        """Change your name, handle, headline, time zone, language, theme or shortcuts."""
        wanted = read(request, s.MeInput)
        user = request.user
        said = {name: wanted.pop(name, getattr(user, name)) for name in INTRODUCTION}
        with transaction.atomic():
            user.introduce(**said)
            user.settle(**wanted)
        return Response(s.MeOutput(request.user).data)


class SessionsView(PersonalView):
    @extend_schema(operation_id="list_sessions", responses=s.SessionOutput(many=True))
    def get(self, request: ApiRequest) -> Response:
        """Where you are signed in, the newest first."""
        sessions = UserSession.objects.filter(user=request.user).order_by("-created_at", "-pk")
        return Response(s.SessionOutput(sessions, many=True).data)


class SessionView(PersonalView):
    @extend_schema(operation_id="end_session", responses={204: None})
    def delete(self, request: ApiRequest, pk: int) -> Response:
        """Sign out on one device."""
        get_object_or_404(UserSession, pk=pk, user=request.user).end()
        return Response(status=status.HTTP_204_NO_CONTENT)
