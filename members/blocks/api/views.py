from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response

from accounts.api.serializers import PersonOutput
from core.api.paging import PageInput, page_response
from core.api.views import ApiRequest, PersonalView
from core.paging import paginate
from members.blocks import access
from members.blocks.blocking import block, lift
from members.connections.api.views import PEOPLE


class MyBlocksView(PersonalView):
    query = PageInput

    @extend_schema(operation_id="list_my_blocks", responses=PEOPLE)
    def get(self, request: ApiRequest) -> Response:
        """Whom you block, by name."""
        after, size = self.asked.get("after"), self.asked["limit"]
        people = access.blocked_by(request.user)
        page = paginate(people, access.ORDER, size=size, after=after)
        return page_response(request, page, lambda one: PersonOutput(one).data)


class BlockView(PersonalView):
    @extend_schema(operation_id="block_person", request=None, responses={204: None})
    def put(self, request: ApiRequest, handle: str) -> Response:
        """Hide you and them from each other. A connection ends; nobody is told."""
        block(access.person_to_block(request.user, handle), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(operation_id="lift_block", responses={204: None})
    def delete(self, request: ApiRequest, handle: str) -> Response:
        """Block them no more. Nobody is told."""
        lift(access.person_to_block(request.user, handle), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)
