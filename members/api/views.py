from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.api.serializers import PersonOutput
from core.api.paging import PageInput, page_of, page_response, read_query
from core.api.views import ApiRequest, ApiView
from members import access
from search.api.serializers import ResultOutput
from search.browsing import written_by


class PersonView(ApiView):
    @extend_schema(operation_id="read_person", responses=PersonOutput)
    def get(self, request: ApiRequest, handle: str) -> Response:
        """Who somebody is. By a handle that they have left they answer with the present one."""
        return Response(PersonOutput(access.person_to_see(request.user, handle)).data)


class ContributionsView(ApiView):
    @extend_schema(
        operation_id="list_contributions", parameters=[PageInput], responses=page_of(ResultOutput)
    )
    def get(self, request: ApiRequest, handle: str) -> Response:
        """What somebody has written and you may read, the newest first."""
        person = access.person_to_see(request.user, handle)
        query = read_query(request)
        page = written_by(person, request.user, after=query.get("after"), size=query["limit"])
        return page_response(request, page, lambda one: ResultOutput(one).data)
