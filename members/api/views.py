from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.api.serializers import PersonOutput
from core.api.views import ApiRequest, ApiView
from members import access


class PersonView(ApiView):
    @extend_schema(operation_id="read_person", responses=PersonOutput)
    def get(self, request: ApiRequest, handle: str) -> Response:
        """Who somebody is. By a handle that they have left they answer with the present one."""
        return Response(PersonOutput(access.person_to_see(request.user, handle)).data)
