from typing import Any

from django.core.exceptions import ValidationError as Invalid
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from accounts.api.serializers import PersonOutput
from core.api.serializers import Input, OptionalText, Output, read
from core.api.views import ApiRequest, ApiView, PersonalView
from projects import access
from projects.related.access import related_to_unlink
from projects.related.finding import meant_by, shown_to
from projects.related.models import LONGEST_URL, Related


class RelatedOutput(Output):
    id = serializers.IntegerField(source="related.pk")
    kind = serializers.CharField(help_text="`topic`, `article`, …, `person` or `elsewhere`.")
    title = serializers.CharField()
    url = serializers.CharField()
    why = serializers.CharField(source="related.why")
    added_by = PersonOutput(source="related.added_by")
    added_at = serializers.DateTimeField(source="related.added_at")


class RelatedInput(Input):
    address = serializers.CharField(
        max_length=LONGEST_URL,
        help_text="Of a topic, an article, a person or a project here, or of a page elsewhere.",
    )
    title = OptionalText(max_length=200, help_text="Of a page elsewhere.")
    why = OptionalText(max_length=200)


RELATED = RelatedOutput(many=True)


class RelatedView(ApiView):
    @extend_schema(operation_id="list_related", responses=RELATED)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """What matters to the project, of what you may know."""
        return _answer(request, pk)

    @extend_schema(operation_id="link_related", request=RelatedInput, responses={201: RELATED})
    def post(self, request: ApiRequest, pk: int) -> Response:
        """Link one thing more. Answers with all of them."""
        project = access.project_to_contribute_to(request.user, pk)
        said = read(request, RelatedInput)
        try:
            meant = meant_by(request.user, said["address"])
        except Invalid as error:
            raise ValidationError({"address": error.messages}, error.code) from error
        title = said["title"] if "url" in meant else ""
        Related.objects.link(project, by=request.user, title=title, why=said["why"], **meant)
        return _answer(request, pk, status.HTTP_201_CREATED)


class OneRelatedView(PersonalView):
    @extend_schema(operation_id="unlink_related", responses={204: None})
    def delete(self, request: ApiRequest, pk: int) -> Response:
        """Take it off the list. If it is you, you may whoever linked you."""
        related_to_unlink(request.user, pk).unlink()
        return Response(status=status.HTTP_204_NO_CONTENT)


def _answer(request: ApiRequest, pk: int, status: int = 200) -> Response:
    project = access.project_inside(request.user, pk)
    shown: Any = shown_to(request.user, project)
    return Response(RelatedOutput(shown, many=True).data, status=status)
