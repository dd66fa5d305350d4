from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api.serializers import read
from core.api.views import ApiRequest, PersonalView
from discussions import access
from discussions.api import serializers as s
from discussions.models import Template


class TemplatesView(PersonalView):
    @extend_schema(operation_id="read_templates", responses=s.TemplatesOutput)
    def get(self, request: ApiRequest, slug: str, pk: int) -> Response:
        """What the text of a new topic begins with in a space, for each kind that has one."""
        space = access.space_to_begin_in(request.user, slug, pk)
        return Response(Template.objects.of_space(space))

    @extend_schema(
        operation_id="write_templates", request=s.TemplatesInput, responses=s.TemplatesOutput
    )
    def put(self, request: ApiRequest, slug: str, pk: int) -> Response:
        """Say what it begins with; for facilitators. What is left out or empty goes."""
        space = access.space_to_write_templates_for(request.user, slug, pk)
        Template.objects.write(space, read(request, s.TemplatesInput))
        return Response(Template.objects.of_space(space))
