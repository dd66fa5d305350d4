from dataclasses import asdict
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response

from core.api.idempotency import IDEMPOTENCY, nonce_of
from core.api.paging import PageInput, page_response
from core.api.serializers import read
from core.api.views import ApiRequest, ApiView, PersonalView
from core.uploads.kinds import KINDS
from core.uploads.serving import serve
from discussions.api.links import LINKED_PAGE
from learning.courses import access
from learning.courses.api import serializers as s
from learning.courses.models import Course, Lesson, Module
from learning.courses.outline import working_outline
from learning.courses.talk import talk_about

OUTLINE = s.OutlinePartOutput(many=True)


def outline(course: Course) -> Response:
    return Response(s.OutlinePartOutput(working_outline(course).parts, many=True).data)


def source(request: ApiRequest, pk: int, number: int, status: int = 200) -> Response:
    lesson: Any = access.lesson_to_teach(request.user, pk, number)
    lesson.course_number = pk
    return Response(s.LessonSourceOutput(lesson).data, status=status)


class CourseOutlineView(PersonalView):
    @extend_schema(operation_id="read_course_outline", responses=OUTLINE)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """As those who teach it have it before them: what is not published yet as well."""
        return outline(access.course_to_teach(request.user, pk))

    @extend_schema(
        operation_id="add_course_module", request=s.ModuleInput, responses={201: s.ModuleOutput}
    )
    def post(self, request: ApiRequest, pk: int) -> Response:
        """Add a module, as the last."""
        course = access.course_to_teach(request.user, pk)
        module = Module.objects.add(course, **read(request, s.ModuleInput))
        return Response(s.ModuleOutput(module).data, status=status.HTTP_201_CREATED)


class CourseModuleView(PersonalView):
    @extend_schema(operation_id="read_course_module", responses=s.ModuleOutput)
    def get(self, request: ApiRequest, pk: int, number: int) -> Response:
        module = access.module_to_teach(request.user, pk, number)
        return Response(s.ModuleOutput(module).data)

    @extend_schema(
        operation_id="edit_course_module", request=s.ModuleEditInput, responses=s.ModuleOutput
    )
    def put(self, request: ApiRequest, pk: int, number: int) -> Response:
        module = access.module_to_teach(request.user, pk, number)
        module.edit(**read(request, s.ModuleEditInput))
        return Response(s.ModuleOutput(module).data)

    @extend_schema(operation_id="remove_course_module", responses={204: None})
    def delete(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Take it out of the course, with its lessons."""
        access.module_to_teach(request.user, pk, number).remove()
        return Response(status=status.HTTP_204_NO_CONTENT)


class CourseModuleStepView(PersonalView):
    @extend_schema(operation_id="move_course_module", request=s.CourseStepInput, responses=OUTLINE)
    def post(self, request: ApiRequest, pk: int, number: int) -> Response:
        """One place down, or up."""
        module = access.module_to_teach(request.user, pk, number)
        module.step(-1 if read(request, s.CourseStepInput)["up"] else 1)
        return outline(module.course)


class CourseModulePlaceView(PersonalView):
    @extend_schema(
        operation_id="place_course_module", request=s.ModulePlaceInput, responses=OUTLINE
    )
    def put(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Put it before another one, or as the last."""
        module = access.module_to_teach(request.user, pk, number)
        module.place(**read(request, s.ModulePlaceInput))
        return outline(module.course)


class ModuleLessonsView(PersonalView):
    @extend_schema(
        operation_id="add_course_lesson",
        parameters=[IDEMPOTENCY],
        request=s.CourseLessonInput,
        responses={201: s.LessonSourceOutput},
    )
    def post(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Add a lesson, as the last of a module."""
        module = access.module_to_teach(request.user, pk, number)
        data = read(request, s.CourseLessonInput)
        made = Lesson.objects.add(module, by=request.user, nonce=nonce_of(request), **data)
        return source(request, pk, made.pk, status.HTTP_201_CREATED)


class CourseLessonView(ApiView):
    @extend_schema(operation_id="read_course_lesson", responses=s.ReadLessonOutput)
    def get(self, request: ApiRequest, pk: int, number: int) -> Response:
        """As it stands in the edition that you read."""
        reading, found = access.lesson_to_read(request.user, pk, number)
        lesson: Any = found
        lesson.course_number = pk
        lesson.is_done = reading.is_done(found)
        lesson.stopped_at = reading.run.second_of(number) if reading.run else 0
        return Response(s.ReadLessonOutput(lesson).data)


class LessonTalkView(ApiView):
    query = PageInput

    @extend_schema(operation_id="list_course_lesson_talk", responses=LINKED_PAGE)
    def get(self, request: ApiRequest, pk: int, number: int) -> Response:
        """The pages that lead to a lesson: topics in which it is talked about."""
        reading, _lesson = access.lesson_to_read(request.user, pk, number)
        after, size = self.asked.get("after"), self.asked["limit"]
        page = talk_about(request.user, reading.course, number, after=after, size=size)
        return page_response(request, page, asdict)


class LessonSourceView(PersonalView):
    @extend_schema(operation_id="read_course_lesson_source", responses=s.LessonSourceOutput)
    def get(self, request: ApiRequest, pk: int, number: int) -> Response:
        """As it is written now, for those who teach the course."""
        return source(request, pk, number)

    @extend_schema(
        operation_id="edit_course_lesson",
        request=s.CourseLessonEditInput,
        responses=s.LessonSourceOutput,
    )
    def put(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Write it otherwise; readers see that with the next edition."""
        lesson = access.lesson_to_teach(request.user, pk, number)
        lesson.edit(by=request.user, **read(request, s.CourseLessonEditInput))
        return source(request, pk, number)

    @extend_schema(operation_id="remove_course_lesson", responses={204: None})
    def delete(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Take it out of the course."""
        access.lesson_to_teach(request.user, pk, number).remove()
        return Response(status=status.HTTP_204_NO_CONTENT)


class CourseLessonStepView(PersonalView):
    @extend_schema(operation_id="move_course_lesson", request=s.CourseStepInput, responses=OUTLINE)
    def post(self, request: ApiRequest, pk: int, number: int) -> Response:
        """One place down, or up; at the end of its module into the next."""
        lesson = access.lesson_to_teach(request.user, pk, number)
        lesson.step(-1 if read(request, s.CourseStepInput)["up"] else 1)
        return outline(lesson.course)


class CourseLessonPlaceView(PersonalView):
    @extend_schema(
        operation_id="place_course_lesson", request=s.LessonPlaceInput, responses=OUTLINE
    )
    def put(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Put it into a module, before another lesson or as the last."""
        lesson = access.lesson_to_teach(request.user, pk, number)
        said = read(request, s.LessonPlaceInput)
        module = access.module_to_teach(request.user, pk, said.pop("module"))
        lesson.place(module, **said)
        return outline(lesson.course)


class CourseLessonFileView(ApiView):
    @extend_schema(
        operation_id="read_course_lesson_file",
        responses={(200, kind.content_type): OpenApiTypes.BINARY for kind in KINDS.values()},
    )
    def get(self, request: ApiRequest, pk: int, number: int, upload: str) -> Any:
        """A file that the lesson shows, or its own video; a `Range` of it is answered with 206."""
        return serve(request, access.file_of_lesson(request.user, pk, number, upload))
