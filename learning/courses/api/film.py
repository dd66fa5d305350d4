import re

from django.http import HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from core.api.serializers import read
from core.api.views import ApiRequest, ApiView, PersonalView
from learning.courses import access, captions
from learning.courses.api import serializers as s
from learning.courses.api.lessons import source
from learning.courses.taking import take_film
from learning.courses.views.film import as_webvtt


class LessonVideoView(PersonalView):
    parser_classes = [MultiPartParser]
    fails_also = {"PUT": {"413", "503"}}

    @extend_schema(
        operation_id="send_course_lesson_video",
        request={"multipart/form-data": s.LessonVideoInput},
        responses=s.LessonSourceOutput,
    )
    def put(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Send a video, as MP4 or WebM, in place of another; readers see it with the next edition.

        Readers fetch it as a file of the lesson.
        """
        lesson = access.lesson_to_teach(request.user, pk, number)
        take_film(lesson, read(request, s.LessonVideoInput)["file"], by=request.user)
        return source(request, pk, number)

    @extend_schema(operation_id="remove_course_lesson_video", responses={204: None})
    def delete(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Editions that have it keep it."""
        access.lesson_to_teach(request.user, pk, number).show_film(None)
        return Response(status=status.HTTP_204_NO_CONTENT)


class LessonCaptionsView(ApiView):
    query = s.AsWrittenInput

    @extend_schema(
        operation_id="read_course_lesson_captions",
        responses={(200, "text/vtt"): OpenApiTypes.STR},
    )
    def get(self, request: ApiRequest, pk: int, number: int, language: str) -> HttpResponse:
        """Captions of its own video, as WebVTT."""
        as_written = self.asked["as_written"]
        return as_webvtt(
            access.captions_of_lesson(request.user, pk, number, language, as_written=as_written)
        )

    @extend_schema(
        operation_id="set_course_lesson_captions",
        request=s.CaptionsInput,
        responses=s.LessonSourceOutput,
    )
    def put(self, request: ApiRequest, pk: int, number: int, language: str) -> Response:
        """Set the captions in a language, named as BCP 47 does."""
        lesson = access.lesson_to_teach(request.user, pk, number)
        if not re.fullmatch(captions.LANGUAGE, language, re.ASCII):
            raise ValidationError({"language": [_("This is not the name of a language.")]})
        said = read(request, s.CaptionsInput)
        cues = captions.read(said["text"].encode())
        label = said["label"] or captions.name_of(language)
        track = captions.Track(language, label, cues)
        lesson.caption(track, is_default=said["is_default"])
        return source(request, pk, number)

    @extend_schema(operation_id="remove_course_lesson_captions", responses={204: None})
    def delete(self, request: ApiRequest, pk: int, number: int, language: str) -> Response:
        """Twice is the same as once."""
        access.lesson_to_teach(request.user, pk, number).uncaption(language)
        return Response(status=status.HTTP_204_NO_CONTENT)


class LessonStopView(PersonalView):
    @extend_schema(
        operation_id="note_course_lesson_stop", request=s.LessonStopInput, responses={204: None}
    )
    def put(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Note where you stopped in its own video, for whichever device you go on with."""
        reading, _lesson = access.lesson_to_mark(request.user, pk, number)
        second = read(request, s.LessonStopInput)["second"]
        access.run_in(reading).stop_at(number, second)
        return Response(status=status.HTTP_204_NO_CONTENT)
