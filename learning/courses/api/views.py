from typing import Any

from django.core.exceptions import ValidationError as Refused
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from accounts.models import User
from communities.access import community_to_read, room_named
from communities.models import Space
from core.api.idempotency import IDEMPOTENCY, nonce_of
from core.api.paging import PageInput, page_of, page_response
from core.api.serializers import read
from core.api.views import ApiRequest, ApiView, PersonalView
from discussions.api.links import LINKED, LINKED_PAGE, backlinks_of, links_of
from learning.courses import access
from learning.courses.api import serializers as s
from learning.courses.finding import found_in
from learning.courses.forms import to_require
from learning.courses.listing import Listing
from learning.courses.models import Course
from learning.courses.reading import reading_of
from learning.workshops.hosts import hosts_named

COURSES = page_of(s.CourseOutput)


def answer(request: ApiRequest, pk: int, status: int = 200) -> Response:
    shown: Any = Course.objects.for_page().get(pk=pk)
    reading = reading_of(request.user, shown)
    for lesson in reading.outline.lessons:
        verdict = reading.may_read(lesson)
        lesson.is_open_to_viewer, lesson.why_not = bool(verdict), verdict.reason
        lesson.is_done = reading.is_done(lesson)
    shown.parts = reading.outline.parts
    seen = Course.objects.visible_to(request.user)
    shown.required_numbers = shown.requires.filter(pk__in=seen).values_list("pk", flat=True)
    return Response(s.WholeCourseOutput(shown).data, status=status)


def teachers_of(data: dict[str, Any], space: Space) -> list[User]:
    try:
        return hosts_named(" ".join(data.pop("teachers")), space)
    except Refused as refused:
        raise ValidationError({"teachers": refused.messages}) from refused


class CoursesView(ApiView):
    query = s.CoursesInput

    @extend_schema(operation_id="list_courses", responses=COURSES)
    def get(self, request: ApiRequest, slug: str) -> Response:
        """What can be learned in a community, the course that was published last first."""
        community = community_to_read(request.user, slug)
        after, size = self.asked.pop("after", None), self.asked.pop("limit")
        page = Listing(**self.asked).page(request.user, community, after=after, size=size)
        return page_response(request, page, lambda one: s.CourseOutput(one).data)

    @extend_schema(
        operation_id="propose_course",
        parameters=[IDEMPOTENCY],
        request=s.CourseInput,
        responses={201: s.WholeCourseOutput},
    )
    def post(self, request: ApiRequest, slug: str) -> Response:
        """Begin a course. You write its lessons; a facilitator publishes it."""
        community = access.community_to_propose_in(request.user, slug)
        data = read(request, s.CourseInput)
        space = room_named(request.user, community, data.pop("space", None))
        teachers = teachers_of(data, space)
        made = Course.objects.propose(
            space, by=request.user, teachers=teachers, nonce=nonce_of(request), **data
        )
        return answer(request, made.pk, status.HTTP_201_CREATED)


class CourseView(ApiView):
    @extend_schema(operation_id="read_course", responses=s.WholeCourseOutput)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """What it is about, who teaches it, and which lessons it has."""
        return answer(request, access.course_to_read(request.user, pk).pk)

    @extend_schema(
        operation_id="edit_course", request=s.CourseEditInput, responses=s.WholeCourseOutput
    )
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Say of it something else. An old `version` is answered with 409."""
        found = access.course_to_teach(request.user, pk)
        data = read(request, s.CourseEditInput)
        found.edit(by=request.user, teachers=teachers_of(data, found.space), **data)
        return answer(request, pk)


class CoursePublicationView(PersonalView):
    @extend_schema(operation_id="publish_course", request=None, responses=s.WholeCourseOutput)
    def post(self, request: ApiRequest, pk: int) -> Response:
        """Let others read its lessons as they are now: a new edition."""
        access.course_to_publish(request.user, pk).release(by=request.user)
        return answer(request, pk)


class CourseTermsView(PersonalView):
    @extend_schema(
        operation_id="set_course_terms", request=s.TermsInput, responses=s.WholeCourseOutput
    )
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Say how one takes it; for its lessons that holds from the next edition on."""
        found = access.course_to_teach(request.user, pk)
        data = read(request, s.TermsInput)
        wanted = set(data.pop("requires"))
        requires = to_require(request.user, found).filter(pk__in=wanted)
        if len(requires) < len(wanted):
            raise ValidationError({"requires": [_("There is no such course to ask for.")]})
        found.set_terms(requires=requires, **data)
        return answer(request, pk)


class CourseRetirementView(PersonalView):
    @extend_schema(operation_id="retire_course", request=None, responses=s.WholeCourseOutput)
    def post(self, request: ApiRequest, pk: int) -> Response:
        """Nobody begins it any more; of one that is proposed: it is not taken up."""
        access.course_to_retire(request.user, pk).retire(by=request.user)
        return answer(request, pk)


class CourseSearchView(ApiView):
    query = s.CourseSearchInput

    @extend_schema(operation_id="search_course", responses=s.OutlineLessonOutput(many=True))
    def get(self, request: ApiRequest, pk: int) -> Response:
        """The lessons with these words, of those that are open to you."""
        reading = reading_of(request.user, access.course_to_read(request.user, pk))
        found = found_in(reading, self.asked["q"])
        return Response(s.OutlineLessonOutput(found, many=True).data)


class CourseLinksView(ApiView):
    @extend_schema(operation_id="list_course_links", responses=LINKED)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """The pages of this site that its page leads to."""
        return links_of(request, access.course_to_read(request.user, pk))


class CourseBacklinksView(ApiView):
    query = PageInput

    @extend_schema(operation_id="list_course_backlinks", responses=LINKED_PAGE)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """The pages that lead to it, of those that you may read."""
        return backlinks_of(request, access.course_to_read(request.user, pk), self.asked)
