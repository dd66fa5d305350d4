from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api.serializers import read
from core.api.views import ApiRequest, PersonalView
from members.profiles.api import serializers as s
from members.profiles.fields import FIELDS
from members.profiles.levels import ONESELF, SEEN_AS
from members.profiles.models import Profile
from members.profiles.shown import shown_at


class MyProfileView(PersonalView):
    @extend_schema(operation_id="read_my_profile", responses=s.MyProfileOutput)
    def get(self, request: ApiRequest) -> Response:
        """What you say of yourself, and who reads which field."""
        return Response(_mine(Profile.objects.of(request.user)))

    @extend_schema(
        operation_id="edit_my_profile", request=s.ProfileInput, responses=s.MyProfileOutput
    )
    def patch(self, request: ApiRequest) -> Response:
        """Say something else of yourself, or to others. What you leave out stays as it is."""
        said = read(request, s.ProfileInput)
        return Response(_mine(Profile.objects.write(by=request.user, **said)))


class SeenAsView(PersonalView):
    query = s.SeenAsInput

    @extend_schema(operation_id="preview_my_profile", responses=s.ProfileOutput)
    def get(self, request: ApiRequest) -> Response:
        """Your profile as somebody else reads it."""
        shown = shown_at(Profile.objects.of(request.user), SEEN_AS[self.asked["seen_as"]])
        return Response(s.ProfileOutput(shown).data)


def _mine(profile: Profile) -> dict[str, Any]:
    levels = {name: profile.level_of(name) for name in FIELDS}
    return s.ProfileOutput(shown_at(profile, ONESELF)).data | {"levels": levels}
