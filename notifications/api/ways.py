from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from core.api.serializers import read
from core.api.views import ApiRequest, PersonalView
from notifications import access
from notifications.api import serializers as s
from notifications.choosing import presets, row_of, table_of
from notifications.models import Choice


class WaysView(PersonalView):
    @extend_schema(operation_id="list_ways", responses=s.WaysOutput)
    def get(self, request: ApiRequest, scope: str) -> Response:
        """How you are told of each matter: `everywhere`, or in one community."""
        place = access.scope_to_choose_for(request.user, scope)
        return Response(s.WaysOutput(table_of(request.user, place)).data)

    @extend_schema(operation_id="reset_ways", responses={204: None})
    def delete(self, request: ApiRequest, scope: str) -> Response:
        """Let what holds everywhere decide again, and there what is usual."""
        place = access.scope_to_choose_for(request.user, scope)
        Choice.objects.forget_scope(place, by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class WayView(PersonalView):
    @extend_schema(operation_id="choose_way", request=s.WayInput, responses=s.WayOutput)
    def put(self, request: ApiRequest, scope: str, matter: str) -> Response:
        """Choose how you are told of one matter."""
        place = access.scope_to_choose_for(request.user, scope)
        about = access.matter_to_choose(matter)
        way = read(request, s.WayInput)["way"]
        if way not in about.ways:
            raise ValidationError({"way": [_("You are always told of this.")]}, "unknown")
        Choice.objects.choose({about.name: way}, by=request.user, scope=place)
        return Response(s.WayOutput(row_of(request.user, about, place)).data)

    @extend_schema(operation_id="reset_way", responses={204: None})
    def delete(self, request: ApiRequest, scope: str, matter: str) -> Response:
        """Let what holds everywhere decide again, and there what is usual."""
        place = access.scope_to_choose_for(request.user, scope)
        Choice.objects.forget([access.matter_to_choose(matter).name], by=request.user, scope=place)
        return Response(status=status.HTTP_204_NO_CONTENT)


class PresetsView(PersonalView):
    @extend_schema(operation_id="list_presets", responses=s.PresetsOutput)
    def get(self, request: ApiRequest) -> Response:
        """Ways for all matters at once, and which of them you have chosen, if any."""
        return _presets_of(request)

    @extend_schema(operation_id="choose_preset", request=s.PresetInput, responses=s.PresetsOutput)
    def put(self, request: ApiRequest) -> Response:
        """Choose a way for every matter in one go, and with it whether a digest comes."""
        presets[read(request, s.PresetInput)["preset"]].apply_everywhere(by=request.user)
        return _presets_of(request)


def _presets_of(request: ApiRequest) -> Response:
    context = {"chosen": table_of(request.user).preset}
    return Response(s.PresetsOutput({"presets": presets.values()}, context=context).data)
