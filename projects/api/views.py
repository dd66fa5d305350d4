from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from communities.access import community_to_read
from communities.models import Community
from core.api.idempotency import IDEMPOTENCY, nonce_of
from core.api.paging import page_of, page_response
from core.api.serializers import Input, read
from core.api.views import ApiRequest, ApiView, PersonalView
from core.permissions import require
from projects import access, rules
from projects.api import serializers as s
from projects.forms import visibilities
from projects.listing import Listing
from projects.models import Collaborator, Project


def answer(request: ApiRequest, pk: int, status: int = 200) -> Response:
    """The project as it is now."""
    found = Project.objects.seen_by(request.user).for_page().get(pk=pk)
    shown = s.ProjectPageOutput(found, context={"viewer": request.user})
    return Response(shown.data, status=status)


class ProjectsView(ApiView):
    query = s.ProjectsInput

    @extend_schema(operation_id="list_projects", responses=page_of(s.ProjectOutput))
    def get(self, request: ApiRequest, slug: str) -> Response:
        """A community's projects that you may read, the last changed first."""
        community = community_to_read(request.user, slug)
        after, size = self.asked.pop("after", None), self.asked.pop("limit")
        page = Listing(**self.asked).page(request.user, community, after=after, size=size)
        return page_response(request, page, lambda one: s.ProjectOutput(one).data)

    @extend_schema(
        operation_id="begin_project",
        parameters=[IDEMPOTENCY],
        request=s.BeginProjectInput,
        responses={201: s.ProjectPageOutput},
    )
    def post(self, request: ApiRequest, slug: str) -> Response:
        """Propose a project; you lead it."""
        community = access.community_to_begin_in(request.user, slug)
        said = _said(request, community, s.BeginProjectInput)
        begun = Project.objects.begin(
            community, by=request.user, kind=said.pop("template"), nonce=nonce_of(request), **said
        )
        return answer(request, begun.pk, status.HTTP_201_CREATED)


class ProjectView(ApiView):
    @extend_schema(operation_id="read_project", responses=s.ProjectPageOutput)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """What it is for, what done looks like, and your role in it."""
        access.project_to_read(request.user, pk)
        return answer(request, pk)

    @extend_schema(
        operation_id="edit_project", request=s.ProjectEditInput, responses=s.ProjectPageOutput
    )
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Change what it says of itself. An old `version` is answered with 409."""
        project = access.project_to_edit(request.user, pk)
        project.edit(by=request.user, **_said(request, project.community, s.ProjectEditInput))
        return answer(request, pk)


class StatusView(PersonalView):
    @extend_schema(
        operation_id="move_project", request=s.StatusInput, responses=s.ProjectPageOutput
    )
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Start it, pause it, take it up again."""
        project = access.project_to_lead(request.user, pk)
        said = read(request, s.StatusInput)
        project.move_to(said["status"], by=request.user, note=said["note"])
        return answer(request, pk)


class CollaboratorsView(ApiView):
    @extend_schema(operation_id="list_collaborators", responses=s.CollaboratorOutput(many=True))
    def get(self, request: ApiRequest, pk: int) -> Response:
        """Who is in it, leads first; for a lead, also who is invited."""
        project = access.project_to_read(request.user, pk)
        people = project.collaborators.active()
        if rules.can_lead(request.user, project):
            people |= project.collaborators.invited()
        shown: Any = people.for_display()
        return Response(s.CollaboratorOutput(shown, many=True).data)

    @extend_schema(
        operation_id="invite_collaborator",
        request=s.CollaboratorInvitationInput,
        responses={201: s.CollaboratorOutput},
    )
    def post(self, request: ApiRequest, pk: int) -> Response:
        """Ask somebody in, from this community or another one."""
        project = access.project_to_edit(request.user, pk)
        said = read(request, s.CollaboratorInvitationInput)
        user = access.person_to_invite(request.user, said.pop("handle"))
        place = project.invite(user, by=request.user, **said)
        return Response(s.CollaboratorOutput(place).data, status=status.HTTP_201_CREATED)


class CollaboratorView(PersonalView):
    @extend_schema(
        operation_id="change_collaborator", request=s.PlaceInput, responses=s.CollaboratorOutput
    )
    def patch(self, request: ApiRequest, pk: int, handle: str) -> Response:
        """Give a role, as a lead; or say what somebody does here: your own, or as a lead."""
        place = access.place_in(request.user, pk, handle)
        said = read(request, s.PlaceInput)
        if "role" in said:
            require(rules.can_lead(request.user, place.project))
            place.give_role(said["role"], by=request.user)
        if "does" in said:
            require(rules.can_say_what(request.user, place))
            place.say_what(said["does"])
        found = Collaborator.objects.select_related("user")
        return Response(s.CollaboratorOutput(get_object_or_404(found, pk=place.pk)).data)

    @extend_schema(operation_id="remove_collaborator", responses={204: None})
    def delete(self, request: ApiRequest, pk: int, handle: str) -> Response:
        """Leave, or put somebody out, or take an invitation back."""
        place = access.place_to_leave(request.user, pk, handle)
        if place.is_active:
            place.leave(by=request.user)
        else:
            place.decline()
        return Response(status=status.HTTP_204_NO_CONTENT)


class MembershipView(PersonalView):
    @extend_schema(operation_id="join_project", request=None, responses=s.ProjectPageOutput)
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Come in by yourself, where that is open."""
        access.project_to_join(request.user, pk).take_in(request.user)
        return answer(request, pk)


class InvitationView(PersonalView):
    @extend_schema(
        operation_id="accept_project_invitation", request=None, responses=s.ProjectPageOutput
    )
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Accept your invitation. Declining it is leaving: `remove_collaborator`."""
        access.invitation_of(request.user, pk).accept()
        return answer(request, pk)


def _said(request: ApiRequest, community: Community, kind: type[Input]) -> dict[str, Any]:
    said = read(request, kind)
    offered = [value for value, _label in visibilities(community)]
    if said["visibility"] not in offered:
        message = _("This community is not public, so nothing in it is for everybody.")
        raise ValidationError({"visibility": [message]}, "invalid")
    return said
