from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from communities.access import community_to_read
from communities.models import Community
from core.api.idempotency import IDEMPOTENCY, nonce_of
from core.api.paging import page_of, page_response
from core.api.serializers import read
from core.api.views import ApiRequest, ApiView, PersonalView
from core.uploads.access import upload_to_read
from learning.badges import access
from learning.badges.api import serializers as s
from learning.badges.forms import courses_for
from learning.badges.listing import badges_of
from learning.badges.models import Badge
from learning.badges.pictures import give_picture

BADGES = page_of(s.BadgeOutput)


def answer(pk: int, status: int = 200) -> Response:
    return Response(s.WholeBadgeOutput(Badge.objects.for_page().get(pk=pk)).data, status=status)


def with_course(
    data: dict[str, Any], request: ApiRequest, community: Community, named: int | None = None
) -> dict[str, Any]:
    if data["course"] is None:
        return data
    offered = courses_for(request.user, community, named)
    course = offered.filter(pk=data["course"]).first()
    if course is None:
        message = _("There is no such course, or it is not published.")
        raise ValidationError({"course": [message]})
    return data | {"course": course}


class BadgesView(ApiView):
    query = s.BadgesInput

    @extend_schema(operation_id="list_badges", responses=BADGES)
    def get(self, request: ApiRequest, slug: str) -> Response:
        """What a community gives its members, by name."""
        community = community_to_read(request.user, slug)
        after, size = self.asked.pop("after", None), self.asked.pop("limit")
        page = badges_of(request.user, community, after=after, size=size, **self.asked)
        return page_response(request, page, lambda one: s.BadgeOutput(one).data)

    @extend_schema(
        operation_id="define_badge",
        parameters=[IDEMPOTENCY],
        request=s.BadgeInput,
        responses={201: s.WholeBadgeOutput},
    )
    def post(self, request: ApiRequest, slug: str) -> Response:
        """Write down what a badge is for, as a facilitator: a draft, until it is published."""
        community = access.community_to_define_in(request.user, slug)
        data = read(request, s.BadgeInput)
        said = {"dye": community.dye} | with_course(data, request, community)
        made = Badge.objects.define(community, by=request.user, nonce=nonce_of(request), **said)
        return answer(made.pk, status.HTTP_201_CREATED)


class BadgeView(ApiView):
    @extend_schema(operation_id="read_badge", responses=s.WholeBadgeOutput)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """What it stands for, what one does to get it, and how it is proposed."""
        return answer(access.badge_to_read(request.user, pk).pk)

    @extend_schema(
        operation_id="edit_badge", request=s.BadgeEditInput, responses=s.WholeBadgeOutput
    )
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Say it otherwise; what was given keeps its words. An old `version`: 409."""
        found = access.badge_to_edit(request.user, pk)
        data = read(request, s.BadgeEditInput)
        found.edit(by=request.user, **with_course(data, request, found.community, found.course_id))
        return answer(pk)


class PictureView(PersonalView):
    fails_also = {"PUT": {"503"}}

    @extend_schema(
        operation_id="picture_badge", request=s.PictureInput, responses=s.WholeBadgeOutput
    )
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Show a picture that you uploaded, in place of the medal. It is kept with the badge."""
        badge = access.badge_to_edit(request.user, pk)
        upload = upload_to_read(request.user, read(request, s.PictureInput)["upload"])
        give_picture(badge, upload)
        return answer(pk)

    @extend_schema(operation_id="unpicture_badge", responses={204: None})
    def delete(self, request: ApiRequest, pk: int) -> Response:
        """Show the medal again."""
        access.badge_to_edit(request.user, pk).show_picture(None)
        return Response(status=status.HTTP_204_NO_CONTENT)


class PublicationView(PersonalView):
    @extend_schema(operation_id="publish_badge", request=None, responses=s.WholeBadgeOutput)
    def post(self, request: ApiRequest, pk: int) -> Response:
        """Let members be given it."""
        access.badge_to_publish(request.user, pk).release(by=request.user)
        return answer(pk)


class RetirementView(PersonalView):
    @extend_schema(operation_id="retire_badge", request=None, responses=s.WholeBadgeOutput)
    def post(self, request: ApiRequest, pk: int) -> Response:
        """Give it to nobody any more. Who has it keeps it."""
        access.badge_to_retire(request.user, pk).retire(by=request.user)
        return answer(pk)
