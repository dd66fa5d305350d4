from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response

from core.api.paging import PageInput, page_of, page_response
from core.api.views import ApiRequest, PersonalView
from core.paging import paginate
from learning.courses import access
from learning.courses.api import serializers as s
from learning.courses.models import Run

RUNS = page_of(s.RunOutput)


def run(request: ApiRequest, pk: int) -> Response:
    return Response(s.RunOutput(access.own_run(request.user, pk)).data)


class RunsView(PersonalView):
    query = PageInput

    @extend_schema(operation_id="list_course_runs", responses=RUNS)
    def get(self, request: ApiRequest) -> Response:
        """The courses that you take, the one you went on with last first."""
        mine = Run.objects.active().of(request.user).readable_by(request.user)
        after, size = self.asked.get("after"), self.asked["limit"]
        page = paginate(mine.for_list(), ("-went_on_at", "-id"), after=after, size=size)
        return page_response(request, page, lambda one: s.RunOutput(one).data)


class RunView(PersonalView):
    @extend_schema(operation_id="read_course_run", responses=s.RunOutput)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """Your own; 404 where you do not take the course."""
        return run(request, pk)

    @extend_schema(operation_id="begin_course", request=None, responses=s.RunOutput)
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Begin a course, or go on with one that you left; twice is the same as once."""
        Run.objects.enrol(access.course_to_begin(request.user, pk), by=request.user)
        return run(request, pk)

    @extend_schema(operation_id="leave_course", responses={204: None})
    def delete(self, request: ApiRequest, pk: int) -> Response:
        """What you have done is kept."""
        access.own_run(request.user, pk).leave()
        return Response(status=status.HTTP_204_NO_CONTENT)


class RunEditionView(PersonalView):
    @extend_schema(operation_id="renew_course_run", request=None, responses=s.RunOutput)
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Go on with the last edition."""
        access.own_run(request.user, pk).renew()
        return run(request, pk)


class LessonDoneView(PersonalView):
    @extend_schema(operation_id="mark_lesson_done", request=None, responses=s.RunOutput)
    def put(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Twice is the same as once, so it can be sent again."""
        reading, _lesson = access.lesson_to_mark(request.user, pk, number)
        access.run_in(reading).mark(number)
        return run(request, pk)

    @extend_schema(operation_id="unmark_lesson_done", responses={204: None})
    def delete(self, request: ApiRequest, pk: int, number: int) -> Response:
        """It is not done after all; a course that was finished stays so."""
        reading, _lesson = access.lesson_to_mark(request.user, pk, number)
        access.run_in(reading).unmark(number)
        return Response(status=status.HTTP_204_NO_CONTENT)
