from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from communities import access, rules
from communities.api import serializers as s
from communities.models import Community, Invitation, JoinRequest, Membership, Space, Tag
from communities.models.space import SpaceVisibility
from core.api.paging import PageInput, page_of, page_response
from core.api.serializers import read
from core.api.views import ApiRequest, ApiView, PersonalView
from core.paging import paginate
from core.permissions import require
from search.models import Missed


def charter(request: ApiRequest, community: Community) -> dict[str, Any]:
    return s.CharterOutput(community, context={"viewer": request.user}).data


class CommunitiesView(ApiView):
    query = s.CommunitiesInput

    @extend_schema(
        operation_id="list_communities",
        responses=page_of(s.CommunityOutput),
    )
    def get(self, request: ApiRequest) -> Response:
        """The communities you may know of, largest first."""
        found = Community.objects.visible_to(request.user).named_like(self.asked["q"])
        order = ("-member_count", "-id")
        page = paginate(found, order, after=self.asked.get("after"), size=self.asked["limit"])
        return page_response(request, page, lambda c: s.CommunityOutput(c).data)

    @extend_schema(
        operation_id="found_community", request=s.FoundingInput, responses={201: s.CharterOutput}
    )
    def post(self, request: ApiRequest) -> Response:
        """Found a community; you own it."""
        data = read(request, s.FoundingInput)
        if Community.objects.filter(slug__iexact=data["slug"]).exists():
            raise ValidationError({"slug": [_("This address is taken. Choose another.")]}, "taken")
        community = Community.objects.found(by=request.user, **data)
        return Response(charter(request, community), status.HTTP_201_CREATED)


class CommunityView(ApiView):
    @extend_schema(operation_id="read_community", responses=s.CharterOutput)
    def get(self, request: ApiRequest, slug: str) -> Response:
        """A community's charter, and your role in it."""
        return Response(charter(request, access.community_to_see(request.user, slug)))

    @extend_schema(operation_id="edit_community", request=s.CharterInput, responses=s.CharterOutput)
    def patch(self, request: ApiRequest, slug: str) -> Response:
        """Change the charter. An old `version` is answered with 409."""
        community = access.community_to_facilitate(request.user, slug)
        community.edit(by=request.user, **read(request, s.CharterInput))
        return Response(charter(request, community))


class MembersView(ApiView):
    query = s.MembersInput

    @extend_schema(
        operation_id="list_members",
        responses=page_of(s.MemberOutput),
    )
    def get(self, request: ApiRequest, slug: str) -> Response:
        """Who belongs, in the order of joining."""
        community = access.community_to_read(request.user, slug)
        found = Membership.objects.active().filter(community=community).select_related("user")
        if role := self.asked.get("role"):
            found = found.filter(role=role)
        found = found.of_people_like(self.asked["q"])
        order = ("joined_at", "id")
        page = paginate(found, order, after=self.asked.get("after"), size=self.asked["limit"])
        return page_response(request, page, lambda m: s.MemberOutput(m).data)


class MemberView(ApiView):
    @extend_schema(operation_id="give_role", request=s.RoleInput, responses=s.MemberOutput)
    def patch(self, request: ApiRequest, slug: str, pk: int) -> Response:
        """Give a member another role."""
        membership = access.membership_to_manage(request.user, slug, pk)
        role = read(request, s.RoleInput)["role"]
        require(rules.can_give_role(request.user, membership, role))
        membership.give_role(role, by=request.user)
        return Response(s.MemberOutput(membership).data)


class MembershipView(PersonalView):
    @extend_schema(operation_id="join_community", request=None, responses={201: s.MemberOutput})
    def post(self, request: ApiRequest, slug: str) -> Response:
        """Join, where anyone or your email domain may."""
        community = access.community_to_see(request.user, slug)
        require(rules.can_join(request.user, community))
        membership = community.admit(request.user)
        return Response(s.MemberOutput(membership).data, status.HTTP_201_CREATED)

    @extend_schema(operation_id="leave_community", responses={204: None})
    def delete(self, request: ApiRequest, slug: str) -> Response:
        """Leave. What you wrote stays."""
        community = access.community_to_see(request.user, slug)
        require(rules.can_leave(request.user, community))
        Membership.objects.active().get(community=community, user=request.user).leave()
        return Response(status=status.HTTP_204_NO_CONTENT)


class JoinRequestsView(PersonalView):
    query = PageInput

    @extend_schema(
        operation_id="list_join_requests",
        responses=page_of(s.JoinRequestOutput),
    )
    def get(self, request: ApiRequest, slug: str) -> Response:
        """Who is waiting for an answer; for facilitators."""
        community = access.community_to_facilitate(request.user, slug)
        waiting = JoinRequest.objects.waiting().filter(community=community).select_related("user")
        page = paginate(
            waiting, ("created_at", "id"), after=self.asked.get("after"), size=self.asked["limit"]
        )
        return page_response(request, page, lambda r: s.JoinRequestOutput(r).data)

    @extend_schema(
        operation_id="request_to_join",
        request=s.JoinRequestInput,
        responses={201: s.JoinRequestOutput},
    )
    def post(self, request: ApiRequest, slug: str) -> Response:
        """Ask to join. Asking again while you wait changes nothing."""
        community = access.community_to_see(request.user, slug)
        require(rules.can_request_to_join(request.user, community))
        asked = community.request_to_join(by=request.user, **read(request, s.JoinRequestInput))
        return Response(s.JoinRequestOutput(asked).data, status.HTTP_201_CREATED)


class SearchesView(PersonalView):
    query = PageInput

    @extend_schema(operation_id="list_missed_searches", responses=page_of(s.MissedOutput))
    def get(self, request: ApiRequest, slug: str) -> Response:
        """What three or more looked for here in one week, and did not find; for facilitators."""
        community = access.community_to_facilitate(request.user, slug)
        missed = Missed.objects.of_community(community)
        page = paginate(missed, ("-id",), after=self.asked.get("after"), size=self.asked["limit"])
        return page_response(request, page, lambda m: s.MissedOutput(m).data)


class JoinRequestView(PersonalView):
    @extend_schema(
        operation_id="decide_join_request",
        request=s.DecisionInput,
        responses=s.JoinRequestOutput,
    )
    def patch(self, request: ApiRequest, slug: str, pk: int) -> Response:
        """Accept or decline; 409 when somebody was faster."""
        found = access.join_request_to_decide(request.user, slug, pk)
        if read(request, s.DecisionInput)["accepted"]:
            found.accept(by=request.user)
        else:
            found.decline(by=request.user)
        return Response(s.JoinRequestOutput(found).data)


class InvitationsView(PersonalView):
    query = PageInput

    @extend_schema(
        operation_id="list_invitations",
        responses=page_of(s.InvitationOutput),
    )
    def get(self, request: ApiRequest, slug: str) -> Response:
        """The invitations sent, newest first; for facilitators."""
        community = access.community_to_facilitate(request.user, slug)
        sent = Invitation.objects.filter(community=community)
        page = paginate(
            sent, ("-created_at", "-id"), after=self.asked.get("after"), size=self.asked["limit"]
        )
        return page_response(request, page, lambda i: s.InvitationOutput(i).data)

    @extend_schema(
        operation_id="invite", request=s.InvitationInput, responses={201: s.InvitationOutput}
    )
    def post(self, request: ApiRequest, slug: str) -> Response:
        """Invite somebody by email."""
        community = access.community_to_facilitate(request.user, slug)
        data = read(request, s.InvitationInput)
        require(rules.can_invite_as(request.user, community, data["role"]))
        invitation = Invitation.objects.invite(community, by=request.user, **data)
        return Response(s.InvitationOutput(invitation).data, status.HTTP_201_CREATED)


class InvitationView(PersonalView):
    @extend_schema(operation_id="revoke_invitation", responses={204: None})
    def delete(self, request: ApiRequest, slug: str, pk: int) -> Response:
        """Withdraw an invitation."""
        access.invitation_to_manage(request.user, slug, pk).revoke()
        return Response(status=status.HTTP_204_NO_CONTENT)


class InvitedView(ApiView):
    @extend_schema(operation_id="read_invitation", responses=s.InvitedOutput)
    def get(self, request: ApiRequest, token: str) -> Response:
        """What an invitation is to, by the end of its mailed address."""
        return Response(s.InvitedOutput(access.invitation_by_token(token)).data)


class InvitationAcceptanceView(PersonalView):
    @extend_schema(operation_id="accept_invitation", request=None, responses={201: s.MemberOutput})
    def post(self, request: ApiRequest, token: str) -> Response:
        """Join the community that invited you."""
        invitation = access.invitation_by_token(token)
        require(rules.can_accept_invitation(request.user, invitation))
        membership = invitation.accept(by=request.user)
        return Response(s.MemberOutput(membership).data, status.HTTP_201_CREATED)


class SpacesView(ApiView):
    @extend_schema(operation_id="list_spaces", responses=s.SpaceOutput(many=True))
    def get(self, request: ApiRequest, slug: str) -> Response:
        """The spaces you may read, in their order."""
        community = access.community_to_read(request.user, slug)
        seen = Space.objects.visible_to(request.user).rooms().filter(community=community)
        spaces = seen.select_related("community").in_order()
        context = {"is_member": community.standing_of(request.user).is_member}
        return Response(s.SpaceOutput(spaces, many=True, context=context).data)

    @extend_schema(operation_id="open_space", request=s.SpaceInput, responses={201: s.SpaceOutput})
    def post(self, request: ApiRequest, slug: str) -> Response:
        """Open a space."""
        community = access.community_to_facilitate(request.user, slug)
        data = _with_people(community, read(request, s.SpaceInput))
        if Space.objects.with_name(community, data["name"]).exists():
            raise ValidationError({"name": [_("There is a space of this name already.")]}, "taken")
        space = Space.objects.open(community, **data)
        shown = s.SpaceOutput(space, context={"is_member": True}).data
        return Response(shown, status.HTTP_201_CREATED)


class SpaceView(PersonalView):
    @extend_schema(operation_id="read_space", responses=s.SpaceDetailOutput)
    def get(self, request: ApiRequest, slug: str, pk: int) -> Response:
        """A space with those named for it; for facilitators."""
        community = access.community_to_facilitate(request.user, slug)
        return Response(_space_in_detail(get_object_or_404(community.spaces.rooms(), pk=pk)))

    @extend_schema(operation_id="edit_space", request=s.SpaceInput, responses=s.SpaceDetailOutput)
    def put(self, request: ApiRequest, slug: str, pk: int) -> Response:
        """Rename a space, or change who may read it."""
        community = access.community_to_facilitate(request.user, slug)
        space = get_object_or_404(community.spaces.rooms(), pk=pk)
        data = _with_people(community, read(request, s.SpaceInput))
        people = data.pop("named")
        space.edit(**data)
        space.name_people(people)
        return Response(_space_in_detail(space))


def _space_in_detail(space: Space) -> dict[str, Any]:
    handles = space.named.order_by("user__handle").values_list("user__handle", flat=True)
    shown = s.SpaceOutput(space, context={"is_member": True}).data
    return shown | {"named": list(handles)}


def _with_people(community: Community, data: dict[str, Any]) -> dict[str, Any]:
    """Put members in the place of their handles. Raises ValidationError."""
    handles = {handle.lower() for handle in data["named"]}
    members = Membership.objects.active().filter(community=community).select_related("user")
    people = [m.user for m in members if m.user.handle.lower() in handles] if handles else []
    if data["visibility"] == SpaceVisibility.GROUP and not handles:
        raise ValidationError({"named": [_("Name at least one person.")]}, "required")
    if len(people) != len(handles):
        raise ValidationError({"named": [_("Not everyone named is a member here.")]}, "unknown")
    return data | {"named": people}


class TagsView(ApiView):
    query = s.TagsInput

    @extend_schema(operation_id="list_tags", responses=page_of(s.TagOutput))
    def get(self, request: ApiRequest, slug: str) -> Response:
        """The community's tags, busiest first."""
        community = access.community_to_read(request.user, slug)
        tags = Tag.objects.known_to(request.user, community)
        if begun := self.asked.get("q"):
            tags = tags.begun(begun)
        page = paginate(
            tags.with_synonyms(),
            ("-topic_count", "name"),
            after=self.asked.get("after"),
            size=self.asked["limit"],
        )
        return page_response(request, page, lambda t: s.TagOutput(t).data)


class TagView(PersonalView):
    @extend_schema(operation_id="edit_tag", request=s.TagInput, responses=s.TagOutput)
    def put(self, request: ApiRequest, slug: str, name: str) -> Response:
        """Say what a tag is for, and which other words give it."""
        community = access.community_to_facilitate(request.user, slug)
        get_object_or_404(community.tags, name=name).describe(**read(request, s.TagInput))
        return Response(s.TagOutput(community.tags.with_synonyms().get(name=name)).data)
