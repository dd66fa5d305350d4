from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.api.serializers import PersonOutput
from core.api.views import ApiRequest, ApiView
from learning.company.showing import company
from learning.workshops.access import workshop_to_read
from learning.workshops.showing import own_place


class CompanyView(ApiView):
    @extend_schema(operation_id="list_workshop_company", responses=PersonOutput(many=True))
    def get(self, request: ApiRequest, pk: int) -> Response:
        """Who comes and lets it be seen, for those whom hosts let see it; else nobody."""
        workshop = workshop_to_read(request.user, pk)
        found = company(request.user, workshop, own_place(request.user, workshop))
        return Response(PersonOutput(found, many=True).data)
