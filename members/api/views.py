from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.api.serializers import PersonOutput
from communities.api.serializers import CommunityOutput
from core.api.paging import PageInput, page_of, page_response
from core.api.views import ApiRequest, ApiView
from members import access
from members.api.serializers import PersonPageOutput
from members.directory import communities_of
from members.profiles.api.serializers import ProfileOutput
from members.profiles.shown import shown_to
from search.api.serializers import ResultOutput
from search.browsing import written_by


class PersonView(ApiView):
    @extend_schema(operation_id="read_person", responses=PersonPageOutput)
    def get(self, request: ApiRequest, handle: str) -> Response:
        """Who somebody is. By a handle that they have left they answer with the present one."""
        person = access.person_to_see(request.user, handle)
        communities = CommunityOutput(communities_of(person, request.user), many=True).data
        profile = ProfileOutput(shown_to(request.user, person)).data
        more = {"communities": communities, "profile": profile}
        return Response(PersonOutput(person).data | more)


class ContributionsView(ApiView):
    query = PageInput

    @extend_schema(operation_id="list_contributions", responses=page_of(ResultOutput))
    def get(self, request: ApiRequest, handle: str) -> Response:
        """What somebody has written and you may read, the newest first."""
        person = access.person_to_see(request.user, handle)
        after, size = self.asked.get("after"), self.asked["limit"]
        page = written_by(person, request.user, after=after, size=size)
        return page_response(request, page, lambda one: ResultOutput(one).data)
