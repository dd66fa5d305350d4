"""Assignments as those who learn meet them."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response

from core.api.serializers import read
from core.api.views import ApiRequest, PersonalView
from core.uploads.kinds import KINDS
from core.uploads.serving import serve
from learning.courses.api import assignment_serializers as s
from learning.courses.assignments import access, pool, shown
from learning.courses.assignments.handing_out import hand_out
from learning.courses.assignments.showing import assignment_context
from learning.courses.models import Work, WorkReview

FILES: Any = {(200, kind.content_type): OpenApiTypes.BINARY for kind in KINDS.values()}


def assignment(request: ApiRequest, pk: int, number: int) -> Response:
    """As the viewer knows it: the same words as on the page."""
    said = assignment_context(request.user, *access.assignment_to_read(request.user, pk, number))
    work: Any = said["work"]
    if work:
        work.is_done = work.earned_at is not None
    body = {name: said["terms"][name] for name in ("html", "criteria", "judged")}
    body |= {name: said["terms"][name] for name in ("reviews", "gives", "pass_mark")}
    body |= {
        name: said[name] for name in ("due", "owed", "work", "received", "judgement", "solution")
    }
    return Response(s.AssignmentOutput(body | {"given": said["before_me"] + said["given"]}).data)


def given(review: WorkReview, code: int = 200) -> Response:
    said: Any = review
    said.html = shown.as_reviewed(review)
    said.criteria = review.work.criteria
    said.marks = shown.marks(review.work.criteria, review)
    return Response(s.WholeReviewOutput(said).data, status=code)


def said_in(data: dict[str, Any]) -> dict[str, Any]:
    """What was sent, as the verbs are given it."""
    return {
        "points": {one["criterion"]: one["points"] for one in data["marks"]},
        "comments": {one["criterion"]: one["comment"] for one in data["marks"]},
        "words": data["words"],
    }


class AssignmentView(PersonalView):
    @extend_schema(operation_id="read_assignment", responses=s.AssignmentOutput)
    def get(self, request: ApiRequest, pk: int, number: int) -> Response:
        """What is asked, your work, and what is said of it; nobody learns who says it."""
        return assignment(request, pk, number)


class WorkView(PersonalView):
    @extend_schema(operation_id="keep_work", request=s.WorkInput, responses=s.AssignmentOutput)
    def put(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Keep a draft on the server; after a work that did not pass this begins another."""
        run, lesson = access.assignment_to_do(request.user, pk, number)
        said = read(request, s.WorkInput)
        Work.objects.begin(run, lesson).keep(said["text"], version=said["version"])
        return assignment(request, pk, number)

    @extend_schema(operation_id="take_work_back", responses={204: None})
    def delete(self, request: ApiRequest, pk: int, number: int) -> Response:
        """To change it, as long as nobody has begun to review it."""
        access.own_work(request.user, pk, number).take_back()
        return Response(status=status.HTTP_204_NO_CONTENT)


class WorkHandingInView(PersonalView):
    @extend_schema(operation_id="hand_in_work", request=None, responses=s.AssignmentOutput)
    def put(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Twice is the same as once."""
        access.own_work(request.user, pk, number).hand_in()
        return assignment(request, pk, number)


class WorkFileView(PersonalView):
    @extend_schema(operation_id="read_work_file", responses=FILES)
    def get(self, request: ApiRequest, pk: int, number: int, upload: str) -> Any:
        """A file of your work; for those who teach, of any."""
        return serve(request, access.file_of_work(request.user, pk, number, upload))


class WorkReviewsView(PersonalView):
    @extend_schema(
        operation_id="ask_for_work_to_review",
        request=None,
        responses={201: s.WholeReviewOutput},
    )
    def post(self, request: ApiRequest, pk: int, number: int) -> Response:
        """The work that is before you already, or the next one that waits for a reviewer."""
        run, _lesson = access.assignment_to_do(request.user, pk, number)
        review = pool.ask(run, number)
        found = access.review_to_write(request.user, pk, number, review.key)
        return given(found, status.HTTP_201_CREATED)


class WorkReviewView(PersonalView):
    @extend_schema(operation_id="read_work_to_review", responses=s.WholeReviewOutput)
    def get(self, request: ApiRequest, pk: int, number: int, review: str) -> Response:
        """A work that you review, and what you say of it."""
        return given(access.review_to_write(request.user, pk, number, review))

    @extend_schema(
        operation_id="keep_work_review", request=s.WorkReviewInput, responses=s.WholeReviewOutput
    )
    def put(self, request: ApiRequest, pk: int, number: int, review: str) -> Response:
        """Keep a draft of it on the server."""
        found = access.review_to_write(request.user, pk, number, review)
        found.keep(**said_in(read(request, s.WorkReviewInput)))
        return given(found)


class WorkReviewSendingView(PersonalView):
    @extend_schema(operation_id="send_work_review", request=None, responses=s.WholeReviewOutput)
    def post(self, request: ApiRequest, pk: int, number: int, review: str) -> Response:
        """With points for each criterion and something over all; it is not changed then."""
        found = access.review_to_write(request.user, pk, number, review)
        found.send()
        return given(found)


class WorkReviewFileView(PersonalView):
    fails_also = {"GET": {"422"}}  # of a document that is broken or locked

    @extend_schema(operation_id="read_file_to_review", responses=FILES)
    def get(self, request: ApiRequest, pk: int, number: int, review: str, nth: int) -> Any:
        """A file of a work that you review, under a name that says nothing of its author."""
        return hand_out(request, access.file_to_review(request.user, pk, number, review, nth))


class ReceivedReviewView(PersonalView):
    @extend_schema(
        operation_id="answer_received_review",
        request=s.ReceivedReviewInput,
        responses=s.AssignmentOutput,
    )
    def put(self, request: ApiRequest, pk: int, number: int, received: str) -> Response:
        """Say whether it helped you."""
        found = access.received_review(request.user, pk, number, received)
        found.answer(**read(request, s.ReceivedReviewInput))
        return assignment(request, pk, number)


class ReceivedReviewReportView(PersonalView):
    @extend_schema(
        operation_id="report_received_review",
        request=s.ReviewReportInput,
        responses=s.AssignmentOutput,
    )
    def put(self, request: ApiRequest, pk: int, number: int, received: str) -> Response:
        """Ask those who teach to look at it."""
        found = access.received_review(request.user, pk, number, received)
        found.report(read(request, s.ReviewReportInput)["words"])
        return assignment(request, pk, number)
