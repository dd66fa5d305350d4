from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from core.api.serializers import read
from core.api.views import ApiRequest, ApiView, PersonalView
from members.photos import access
from members.photos.api import serializers as s
from members.photos.models import Photo
from members.photos.serving import serve
from members.photos.squaring import Crop, squares_of
from members.profiles.api.serializers import ProfileOutput
from members.profiles.levels import ONESELF
from members.profiles.models import Profile
from members.profiles.shown import shown_at


class MyPhotoView(PersonalView):
    parser_classes = [MultiPartParser]
    fails_also = {"PUT": {"413", "415", "503"}}

    @extend_schema(
        operation_id="show_my_photo",
        request={"multipart/form-data": s.PhotoInput},
        responses=ProfileOutput,
    )
    def put(self, request: ApiRequest) -> Response:
        """Show a square of this picture. Without `left` and `top` it is the one in the middle."""
        said = read(request, s.PhotoInput)
        crop = Crop(said.get("left"), said.get("top"), said["side"])
        squares = squares_of(said["file"], crop, by=request.user)
        Photo.objects.show(squares, by=request.user, level=said.get("level", ""))
        return _mine(request)

    @extend_schema(operation_id="remove_my_photo", responses={204: None})
    def delete(self, request: ApiRequest) -> Response:
        """Show it no more. For a day it can be brought back."""
        Photo.objects.remove(by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class RestorationView(PersonalView):
    @extend_schema(operation_id="restore_my_photo", request=None, responses=ProfileOutput)
    def put(self, request: ApiRequest) -> Response:
        """Bring back the photo that you removed."""
        Photo.objects.restore(by=request.user)
        return _mine(request)


class PersonPhotoView(ApiView):
    query = s.PhotoSizeInput

    @extend_schema(operation_id="fetch_photo", responses={(200, "image/jpeg"): OpenApiTypes.BINARY})
    def get(self, request: ApiRequest, handle: str) -> HttpResponse:
        """Somebody's photo, where you may see it: a square JPEG."""
        return serve(request, access.photo_of(request.user, handle), self.asked["size"])


def _mine(request: ApiRequest) -> Response:
    return Response(ProfileOutput(shown_at(Profile.objects.of(request.user), ONESELF)).data)
