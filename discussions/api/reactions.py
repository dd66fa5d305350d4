from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response

from core.api.paging import page_of, page_response
from core.api.serializers import read
from core.api.views import ApiRequest, ApiView, PersonalView
from discussions import access
from discussions.api import serializers as s
from discussions.models import Reaction
from discussions.reactions import page_of_reactions


class ReactionsView(ApiView):
    query = s.ReactionsInput

    @extend_schema(operation_id="list_reactions", responses=page_of(s.ReactionOutput))
    def get(self, request: ApiRequest, pk: int, number: int) -> Response:
        """What those say who tried an answer or applied a story, and warnings; newest first."""
        post = access.post_with_reactions(request.user, pk, number)
        after, size = self.asked.get("after"), self.asked["limit"]
        page = page_of_reactions(post, word=self.asked.get("word", ""), after=after, size=size)
        return page_response(request, page, lambda one: s.ReactionOutput(one).data)

    @extend_schema(operation_id="react", request=s.ReactionInput, responses={201: s.ReactionOutput})
    def post(self, request: ApiRequest, pk: int, number: int) -> Response:
        """Say how it went, or warn. Of how it went, what you say last stands."""
        post = access.post_to_react_to(request.user, pk, number)
        reaction = Reaction.objects.leave(post, by=request.user, **read(request, s.ReactionInput))
        return Response(s.ReactionOutput(reaction).data, status.HTTP_201_CREATED)


class ReactionView(PersonalView):
    @extend_schema(operation_id="withdraw_reaction", responses={204: None})
    def delete(self, request: ApiRequest, pk: int, number: int, reaction: int) -> Response:
        """Take back what you said; moderators also what others should not have said."""
        access.reaction_to_withdraw(request.user, pk, number, reaction).withdraw()
        return Response(status=status.HTTP_204_NO_CONTENT)
