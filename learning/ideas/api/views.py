from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response

from communities.access import community_to_read, room_named
from core.api.idempotency import IDEMPOTENCY, nonce_of
from core.api.paging import PageInput, page_of, page_response
from core.api.serializers import read
from core.api.views import ApiRequest, ApiView, PersonalView
from discussions.api.links import LINKED, LINKED_PAGE, backlinks_of, links_of
from learning.ideas import access
from learning.ideas.api import serializers as s
from learning.ideas.listing import Listing
from learning.ideas.models import Idea

IDEAS = page_of(s.IdeaOutput)


def answer(request: ApiRequest, pk: int, status: int = 200) -> Response:
    return Response(s.IdeaOutput(access.idea_to_read(request.user, pk)).data, status=status)


class IdeasView(ApiView):
    query = s.IdeasInput

    @extend_schema(operation_id="list_workshop_ideas", responses=IDEAS)
    def get(self, request: ApiRequest, slug: str) -> Response:
        """What members would like to learn or could teach, the most wanted first."""
        community = community_to_read(request.user, slug)
        after, size = self.asked.pop("after", None), self.asked.pop("limit")
        page = Listing(**self.asked).page(request.user, community, after=after, size=size)
        return page_response(request, page, lambda one: s.IdeaOutput(one).data)

    @extend_schema(
        operation_id="add_workshop_idea",
        parameters=[IDEMPOTENCY],
        request=s.IdeaInput,
        responses={201: s.IdeaOutput},
    )
    def post(self, request: ApiRequest, slug: str) -> Response:
        """Say what you would like to learn, or could teach."""
        community = access.community_to_add_to(request.user, slug)
        data = read(request, s.IdeaInput)
        space = room_named(request.user, community, data.pop("space", None))
        made = Idea.objects.add(space, by=request.user, nonce=nonce_of(request), **data)
        return answer(request, made.pk, status.HTTP_201_CREATED)


class IdeaView(ApiView):
    @extend_schema(operation_id="read_workshop_idea", responses=s.IdeaOutput)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """What it is about, who would come, and who could teach it."""
        return answer(request, pk)

    @extend_schema(
        operation_id="edit_workshop_idea", request=s.IdeaEditInput, responses=s.IdeaOutput
    )
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Say it otherwise. An old `version` is answered with 409."""
        access.idea_to_edit(request.user, pk).edit(**read(request, s.IdeaEditInput))
        return answer(request, pk)


class VoteView(PersonalView):
    @extend_schema(operation_id="vote_for_workshop_idea", request=None, responses=s.IdeaOutput)
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Say that you would come."""
        access.idea_to_take_part_in(request.user, pk).vote(by=request.user)
        return answer(request, pk)

    @extend_schema(operation_id="take_back_idea_vote", responses={204: None})
    def delete(self, request: ApiRequest, pk: int) -> Response:
        """Take it back."""
        access.idea_to_take_part_in(request.user, pk).unvote(by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class OfferView(PersonalView):
    @extend_schema(
        operation_id="offer_to_teach_idea",
        request=s.TeachingOfferInput,
        responses=s.IdeaOutput,
    )
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Say that you could teach it. Those who would come are told."""
        found = access.idea_to_take_part_in(request.user, pk)
        found.offer(by=request.user, **read(request, s.TeachingOfferInput))
        return answer(request, pk)

    @extend_schema(operation_id="take_back_teaching_offer", responses={204: None})
    def delete(self, request: ApiRequest, pk: int) -> Response:
        """Take it back."""
        access.idea_to_take_part_in(request.user, pk).withdraw_offer(by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class ClosingView(PersonalView):
    @extend_schema(
        operation_id="close_workshop_idea", request=s.IdeaClosingInput, responses=s.IdeaOutput
    )
    def put(self, request: ApiRequest, pk: int) -> Response:
        """No workshop will be made of it."""
        found = access.idea_to_edit(request.user, pk)
        found.close(by=request.user, **read(request, s.IdeaClosingInput))
        return answer(request, pk)

    @extend_schema(operation_id="reopen_workshop_idea", responses={204: None})
    def delete(self, request: ApiRequest, pk: int) -> Response:
        """Open it again."""
        access.idea_to_look_after(request.user, pk).reopen()
        return Response(status=status.HTTP_204_NO_CONTENT)


class IdeaLinksView(ApiView):
    @extend_schema(operation_id="list_idea_links", responses=LINKED)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """The pages of this site that it leads to."""
        return links_of(request, access.idea_to_read(request.user, pk))


class IdeaBacklinksView(ApiView):
    query = PageInput

    @extend_schema(operation_id="list_idea_backlinks", responses=LINKED_PAGE)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """The pages that lead to it, of those that you may read."""
        return backlinks_of(request, access.idea_to_read(request.user, pk), self.asked)
