from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api.views import ApiRequest, ApiView
from search.api import serializers as s
from search.asked import Asked
from search.finding import Results


class SearchView(ApiView):
    query = s.SearchInput

    @extend_schema(operation_id="search", responses=s.SearchOutput)
    def get(self, request: ApiRequest) -> Response:
        """Topics, posts, people and communities that you may see, best first."""
        asked = Asked.read(self.asked)
        found = asked.find(request.user, asked.narrowings(request.user))
        facets = s.FacetOutput(found.facets, many=True).data
        counted = {"next": found.next, "total": found.total, "facets": facets}
        return Response(_shown(found) | counted)


class SuggestionsView(ApiView):
    query = s.SuggestionsInput

    @extend_schema(operation_id="suggest", responses=s.SuggestionsOutput)
    def get(self, request: ApiRequest) -> Response:
        """The first results while somebody types, whose last word may not be at its end."""
        return Response(_shown(Asked.read(self.asked).find_while_typing(request.user)))


def _shown(found: Results) -> dict[str, Any]:
    corrected = found.corrected.typed if found.corrected else None
    return {"items": s.ResultOutput(found.items, many=True).data, "corrected": corrected}
