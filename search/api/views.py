from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api.paging import read_query
from core.api.views import ApiRequest, ApiView
from search.api import serializers as s
from search.asked import Asked


class SearchView(ApiView):
    @extend_schema(operation_id="search", parameters=[s.SearchInput], responses=s.SearchOutput)
    def get(self, request: ApiRequest) -> Response:
        """Topics, posts, people and communities that you may see, best first."""
        asked = Asked.read(read_query(request, s.SearchInput))
        found = asked.find(request.user, asked.narrowings(request.user))
        corrected = found.corrected.text if found.corrected else None
        items = s.ResultOutput(found.items, many=True).data
        return Response({"items": items, "next": found.next, "corrected": corrected})
