"""Assignments as those who teach write them, and works as they judge them."""

from typing import Any

from django.core.exceptions import ValidationError as Refused
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from accounts.models import User
from core.api.idempotency import IDEMPOTENCY, nonce_of
from core.api.paging import PageInput, page_of, page_response
from core.api.serializers import read
from core.api.views import ApiRequest, PersonalView
from core.client import requester
from core.paging import paginate
from learning.courses.access import lesson_to_teach
from learning.courses.api import assignment_serializers as s
from learning.courses.api.assignments import said_in
from learning.courses.api.serializers import CourseStepInput
from learning.courses.assignments import access, shown
from learning.courses.assignments.listing import works_of, yet_to_hand_in
from learning.courses.limits import NUDGES
from learning.courses.models import (
    Assignment,
    Course,
    Criterion,
    Deadline,
    Lesson,
    Nudge,
    Work,
    WorkReview,
)
from learning.courses.stopping import stopped
from learning.readers import member_named

WORKS = page_of(s.ListedWorkOutput)
LEARNERS = page_of(s.WaitedForOutput)
CRITERIA = s.CriterionOutput(many=True)


def source(lesson: Lesson) -> Response:
    found = get_object_or_404(Assignment.objects.select_related("lesson"), lesson=lesson)
    return Response(s.AssignmentSourceOutput(found).data)


def judged(work: Work) -> Response:
    said: Any = work
    said.judgement = shown.judgement(work)
    said.named_reviews = list(work.reviews.sent().select_related("by").order_by("asked_at"))
    for review in said.named_reviews:
        review.marks = shown.marks(work.criteria, review)
    return Response(s.JudgedWorkOutput(said).data)


def levels_of(data: dict[str, Any]) -> dict[str, Any]:
    data["typed"] = data.pop("levels")
    return data


class AssignmentSourceView(PersonalView):
    @extend_schema(operation_id="read_assignment_source", responses=s.AssignmentSourceOutput)
    def get(self, request: ApiRequest, pk: int, number: int) -> Response:
        """As it is written now, for those who teach the course."""
        return source(lesson_to_teach(request.user, pk, number))

    @extend_schema(
        operation_id="set_assignment",
        request=s.AssignmentInput,
        responses=s.AssignmentSourceOutput,
    )
    def put(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Learners see it once it has a criterion and the course is published anew."""
        lesson = lesson_to_teach(request.user, pk, number)
        Assignment.objects.put(lesson, **read(request, s.AssignmentInput))
        return source(lesson)

    @extend_schema(operation_id="remove_assignment", responses={204: None})
    def delete(self, request: ApiRequest, pk: int, number: int) -> Response:
        """With its rubric; works that were begun go on."""
        lesson = lesson_to_teach(request.user, pk, number)
        get_object_or_404(Assignment, lesson=lesson).remove()
        return Response(status=status.HTTP_204_NO_CONTENT)


class CriteriaView(PersonalView):
    @extend_schema(
        operation_id="add_criterion",
        request=s.CriterionInput,
        responses={201: s.CriterionOutput},
    )
    def post(self, request: ApiRequest, pk: int, number: int) -> Response:
        """As the last of the rubric."""
        lesson = lesson_to_teach(request.user, pk, number)
        said = levels_of(read(request, s.CriterionInput))
        try:
            made = Criterion.objects.add(lesson, **said)
        except Refused as refused:
            raise ValidationError({"levels": refused.messages}) from refused
        return Response(s.CriterionOutput(made).data, status=status.HTTP_201_CREATED)


class CriterionView(PersonalView):
    @extend_schema(
        operation_id="edit_criterion",
        request=s.CriterionEditInput,
        responses=s.CriterionOutput,
    )
    def put(self, request: ApiRequest, pk: int, number: int, criterion: int) -> Response:
        """It holds once the course is published anew."""
        found = access.criterion_to_teach(request.user, pk, number, criterion)
        said = levels_of(read(request, s.CriterionEditInput))
        try:
            found.edit(**said)
        except Refused as refused:
            raise ValidationError({"levels": refused.messages}) from refused
        return Response(s.CriterionOutput(found).data)

    @extend_schema(operation_id="remove_criterion", responses={204: None})
    def delete(self, request: ApiRequest, pk: int, number: int, criterion: int) -> Response:
        access.criterion_to_teach(request.user, pk, number, criterion).remove()
        return Response(status=status.HTTP_204_NO_CONTENT)


class CriterionStepView(PersonalView):
    @extend_schema(operation_id="move_criterion", request=CourseStepInput, responses=CRITERIA)
    def post(self, request: ApiRequest, pk: int, number: int, criterion: int) -> Response:
        """One place down, or up."""
        found = access.criterion_to_teach(request.user, pk, number, criterion)
        found.step(-1 if read(request, CourseStepInput)["up"] else 1)
        return Response(s.CriterionOutput(found.lesson.criteria.in_order(), many=True).data)


class WorksView(PersonalView):
    query = s.WorksInput

    @extend_schema(operation_id="list_works", responses=WORKS)
    def get(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Those that learners handed in, the last that came first; for those who teach."""
        access.works_to_judge(request.user, pk, number)
        after, size = self.asked.get("after"), self.asked["limit"]
        found = works_of(number, self.asked.get("show", ""))
        page = paginate(found, ("-handed_at", "-id"), after=after, size=size)
        return page_response(request, page, lambda one: s.ListedWorkOutput(one).data)


class JudgedWorkView(PersonalView):
    @extend_schema(operation_id="read_work", responses=s.JudgedWorkOutput)
    def get(self, request: ApiRequest, pk: int, number: int, work: str) -> Response:
        """With whose it is and who reviewed it; nobody is shown their own in this way."""
        return judged(access.work_to_judge(request.user, pk, number, work))

    @extend_schema(
        operation_id="judge_work", request=s.WorkReviewInput, responses=s.JudgedWorkOutput
    )
    def put(self, request: ApiRequest, pk: int, number: int, work: str) -> Response:
        """Say what it comes to, whatever learners have said of it."""
        found = access.work_to_judge(request.user, pk, number, work)
        said = said_in(read(request, s.WorkReviewInput))
        WorkReview.objects.judge(found, by=request.user, **said)
        return judged(access.work_to_judge(request.user, pk, number, work))


class WorkReviewAsideView(PersonalView):
    @extend_schema(operation_id="set_work_review_aside", request=None, responses=s.JudgedWorkOutput)
    def put(self, request: ApiRequest, pk: int, number: int, **named: str) -> Response:
        """So that it does not count."""
        work, key = named["work"], named["received"]
        access.review_to_judge(request.user, pk, number, work, key).set_aside(by=request.user)
        return judged(access.work_to_judge(request.user, pk, number, work))

    @extend_schema(operation_id="count_work_review", responses={204: None})
    def delete(self, request: ApiRequest, pk: int, number: int, **named: str) -> Response:
        """It counts again."""
        work, key = named["work"], named["received"]
        access.review_to_judge(request.user, pk, number, work, key).count_again()
        return Response(status=status.HTTP_204_NO_CONTENT)


class WorkLearnersView(PersonalView):
    query = PageInput

    @extend_schema(operation_id="list_learners_without_work", responses=LEARNERS)
    def get(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Who has still to hand in, and until when; for those who teach."""
        lesson = access.works_to_judge(request.user, pk, number)
        after, size = self.asked.get("after"), self.asked["limit"]
        page = paginate(yet_to_hand_in(lesson), ("id",), after=after, size=size)
        return page_response(request, page, lambda one: s.WaitedForOutput(one).data)


class WorkDeadlineView(PersonalView):
    @extend_schema(
        operation_id="put_work_deadline_off",
        request=s.WorkDeadlineInput,
        responses=s.WorkDeadlineOutput,
    )
    def put(self, request: ApiRequest, pk: int, number: int, handle: str) -> Response:
        """Give one learner more time."""
        _lesson, run = access.run_to_put_off(request.user, pk, number, handle)
        until = read(request, s.WorkDeadlineInput)["until"]
        return Response(s.WorkDeadlineOutput(Deadline.objects.put_off(run, number, until)).data)


def one_named(handle: str, course: Course) -> User:
    try:
        return member_named(handle, course.community)
    except Refused as refused:
        raise ValidationError({"to": refused.messages}) from refused


class NudgesView(PersonalView):
    @extend_schema(operation_id="list_course_nudges", responses=s.NudgesOutput)
    def get(self, request: ApiRequest, pk: int, number: int) -> Response:
        """How many stopped at a lesson, and what was written to them."""
        lesson = lesson_to_teach(request.user, pk, number)
        sent = lesson.nudges.select_related("by", "to").order_by("-pk")[:100]
        return Response(s.NudgesOutput({"stopped": len(stopped(lesson)), "sent": sent}).data)

    @extend_schema(
        operation_id="nudge_learners",
        parameters=[IDEMPOTENCY],
        request=s.NudgeInput,
        responses={201: s.NudgeOutput},
    )
    def post(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Write to those who stopped at a lesson, or to one of them; once in seven days."""
        lesson = lesson_to_teach(request.user, pk, number)
        said = read(request, s.NudgeInput)
        said["to"] = one_named(said["to"], lesson.course) if said["to"] else None
        NUDGES.spend(requester(request))
        sent = Nudge.objects.send(lesson, by=request.user, nonce=nonce_of(request), **said)
        return Response(s.NudgeOutput(sent).data, status=status.HTTP_201_CREATED)
