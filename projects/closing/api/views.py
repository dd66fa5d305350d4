from typing import Any

from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from communities.access import community_to_read
from core.api.paging import page_of, page_response
from core.api.serializers import read
from core.api.views import ApiRequest, ApiView, PersonalView
from members.access import person_to_see
from projects import export, rules
from projects.api.serializers import ProjectOutput, ProjectPageOutput
from projects.api.views import answer
from projects.closing import access
from projects.closing.api import serializers as s
from projects.closing.drafting import places_for
from projects.closing.listing import Lessons
from projects.closing.outcome import outcome_of
from projects.models import Contribution, Lesson
from projects.profile import projects_of

MOST = 50


class ReviewView(PersonalView):
    @extend_schema(operation_id="read_project_review", responses=s.ReviewOutput)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """What those who lead the project have written so far, before it closes."""
        return Response(s.ReviewOutput(access.review_begun(request.user, pk)).data)

    @extend_schema(
        operation_id="write_project_review", request=s.ReviewInput, responses=s.ReviewOutput
    )
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Keep what is written so far. An old `version` is answered with 409; the first is 1."""
        review = access.review_to_write(request.user, pk)
        review.edit(by=request.user, **read(request, s.ReviewInput))
        return Response(s.ReviewOutput(review).data)


class LessonsView(PersonalView):
    @extend_schema(operation_id="list_review_lessons", responses=s.LessonOutput(many=True))
    def get(self, request: ApiRequest, pk: int) -> Response:
        """Of the review that is being written."""
        review = access.review_begun(request.user, pk)
        lessons: Any = Lesson.objects.of(review).for_display()
        return Response(s.LessonOutput(lessons, many=True).data)

    @extend_schema(
        operation_id="add_lesson", request=s.LessonInput, responses={201: s.LessonOutput}
    )
    def post(self, request: ApiRequest, pk: int) -> Response:
        """Say one thing that the project learned."""
        review = access.review_to_write(request.user, pk)
        added = Lesson.objects.add(review, by=request.user, **read(request, s.LessonInput))
        return _lesson(added.pk, status.HTTP_201_CREATED)


class LessonView(PersonalView):
    @extend_schema(operation_id="edit_lesson", request=s.LessonInput, responses=s.LessonOutput)
    def put(self, request: ApiRequest, pk: int, lesson: int) -> Response:
        """Say it anew, as long as the project is not closed."""
        found = access.lesson_to_write(request.user, pk, lesson)
        found.edit(**read(request, s.LessonInput))
        return _lesson(found.pk)

    @extend_schema(operation_id="drop_lesson", responses={204: None})
    def delete(self, request: ApiRequest, pk: int, lesson: int) -> Response:
        access.lesson_to_write(request.user, pk, lesson).drop()
        return Response(status=status.HTTP_204_NO_CONTENT)


def _lesson(pk: int, status: int = 200) -> Response:
    shown: Any = get_object_or_404(Lesson.objects.for_display(), pk=pk)
    return Response(s.LessonOutput(shown).data, status=status)


class ClosureView(PersonalView):
    @extend_schema(
        operation_id="close_project", request=s.ProjectClosureInput, responses=ProjectPageOutput
    )
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Close it with its review; lessons that it keeps become drafts of articles."""
        review = access.review_to_write(request.user, pk)
        project = review.project
        said = read(request, s.ProjectClosureInput)
        places = {place.slug: place for place in places_for(project, request.user)}
        space = places.get(said.get("space", project.space.slug))
        if space is None:
            message = _("Choose a space that everybody can read who can read this project.")
            raise ValidationError({"space": [message]}, "invalid")
        project.close(review, by=request.user, space=space)
        return answer(request, pk)


class DropView(PersonalView):
    @extend_schema(operation_id="drop_project", request=s.DropInput, responses=ProjectPageOutput)
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Close, without a review, what was proposed and not pursued."""
        project = access.project_to_drop(request.user, pk)
        project.drop(by=request.user, note=read(request, s.DropInput)["note"])
        return answer(request, pk)


class ReopeningView(PersonalView):
    @extend_schema(
        operation_id="reopen_project", request=s.ProjectReopeningInput, responses=ProjectPageOutput
    )
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Go on with it; its reviews and what was made of them stay."""
        project = access.project_to_reopen(request.user, pk)
        project.reopen(by=request.user, note=read(request, s.ProjectReopeningInput)["note"])
        return answer(request, pk)


class ReviewsView(ApiView):
    @extend_schema(operation_id="list_project_reviews", responses=s.ClosedReviewOutput(many=True))
    def get(self, request: ApiRequest, pk: int) -> Response:
        """Those with which it was closed, the newest first, with what was learned."""
        found = outcome_of(request.user, access.project_inside(request.user, pk))
        shown: Any = found.reviews
        context = {"seen": found.seen}
        return Response(s.ClosedReviewOutput(shown, many=True, context=context).data)


class LearnedView(ApiView):
    query = s.LessonsInput

    @extend_schema(operation_id="list_lessons", responses=page_of(s.LessonOutput))
    def get(self, request: ApiRequest, slug: str) -> Response:
        """What a community's projects learned, the newest first."""
        community = community_to_read(request.user, slug)
        after, size = self.asked.pop("after", None), self.asked.pop("limit")
        page = Lessons(**self.asked).page(request.user, community, after=after, size=size)
        return page_response(request, page, lambda one: s.LessonOutput(one).data)


class ContributionsView(ApiView):
    @extend_schema(
        operation_id="list_project_contributions", responses=s.ContributionOutput(many=True)
    )
    def get(self, request: ApiRequest, pk: int) -> Response:
        """Who is thanked, and for what; for those who lead it also before it closes."""
        project = access.project_inside(request.user, pk)
        rows = project.contributions.shown_to(request.user)
        if rules.can_lead(request.user, project):
            rows |= project.contributions.filter(is_declined=False)
        shown: Any = rows.for_display()
        return Response(s.ContributionOutput(shown, many=True).data)


class ContributionView(PersonalView):
    @extend_schema(
        operation_id="confirm_contribution",
        request=s.ContributionInput,
        responses=s.ContributionOutput,
    )
    def put(self, request: ApiRequest, pk: int, handle: str) -> Response:
        """Thank somebody, and say which skills they showed; not yourself."""
        project, person = access.contributor_to_thank(request.user, pk, handle)
        said = read(request, s.ContributionInput)
        row = Contribution.objects.confirm(project, person, by=request.user, **said)
        shown: Any = get_object_or_404(Contribution.objects.for_display(), pk=row.pk)
        return Response(s.ContributionOutput(shown).data)

    @extend_schema(operation_id="withdraw_contribution", responses={204: None})
    def delete(self, request: ApiRequest, pk: int, handle: str) -> Response:
        access.contribution_to_withdraw(request.user, pk, handle).withdraw()
        return Response(status=status.HTTP_204_NO_CONTENT)


class NamingView(PersonalView):
    @extend_schema(operation_id="be_named", request=None, responses={204: None})
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Be named among those who are thanked, and let it count."""
        return self._choose(request, pk, named=True)

    @extend_schema(operation_id="decline_to_be_named", responses={204: None})
    def delete(self, request: ApiRequest, pk: int) -> Response:
        """It is not shown to anybody else then, and is evidence of nothing."""
        return self._choose(request, pk, named=False)

    def _choose(self, request: ApiRequest, pk: int, *, named: bool) -> Response:
        access.own_contribution(request.user, pk).be_named(named=named)
        return Response(status=status.HTTP_204_NO_CONTENT)


class ExportView(PersonalView):
    @extend_schema(
        operation_id="export_project",
        responses={(200, "application/zip"): OpenApiTypes.BINARY},
    )
    def get(self, request: ApiRequest, pk: int) -> StreamingHttpResponse:
        """All that is in it, as a zip file of Markdown and JSON; for those who lead it."""
        return export.answer(request.user, access.project_to_export(request.user, pk))


class PersonProjectsView(ApiView):
    @extend_schema(operation_id="list_projects_of_person", responses=ProjectOutput(many=True))
    def get(self, request: ApiRequest, handle: str) -> Response:
        """Projects that somebody is in or delivered and you may read, the last changed first."""
        person = person_to_see(request.user, handle)
        shown: Any = projects_of(request.user, person).for_list()[:MOST]
        return Response(ProjectOutput(shown, many=True).data)
