from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.api.serializers import PersonOutput
from communities import access
from core.api.paging import page_of, page_response
from core.api.views import ApiRequest, ApiView
from members.listing.api import serializers as s
from members.listing.asked import Asked
from members.listing.facets import count
from members.listing.page import Card, listing_of


class PeopleView(ApiView):
    query = s.PeopleInput

    @extend_schema(operation_id="list_people", responses=page_of(s.PersonCardOutput))
    def get(self, request: ApiRequest) -> Response:
        """Whom you may find, by what you may read of them, in the order of their names."""
        after, size = self.asked.get("after"), self.asked["limit"]
        listing = listing_of(request.user, _asked(request, self.asked), after=after, size=size)
        return page_response(request, listing.page, _card)


class FacetsView(ApiView):
    query = s.PeopleFilterInput

    @extend_schema(operation_id="count_people", responses=s.PeopleFacetsOutput)
    def get(self, request: ApiRequest) -> Response:
        """How many of those whom you ask for have what."""
        asked = _asked(request, self.asked)
        listing = listing_of(request.user, asked, size=1)
        return Response(s.PeopleFacetsOutput(count(request.user, listing.people, asked)).data)


def _asked(request: ApiRequest, given: dict[str, Any]) -> Asked:
    slug = given.get("community")
    return Asked.read(given, access.community_to_read(request.user, slug) if slug else None)


def _card(card: Card) -> dict[str, Any]:
    said = {name: getattr(card.shown, name) for name in s.OF_PROFILE}
    return PersonOutput(card.person).data | said
