from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from accounts.api.serializers import PersonOutput
from core.api.idempotency import IDEMPOTENCY, nonce_of
from core.api.paging import PageInput, page_of, page_response
from core.api.serializers import IdField, Input, OptionalText, Output, read
from core.api.views import ApiRequest, ApiView
from core.markdown import MAX_LENGTH
from core.paging import paginate
from core.validators import validate_markdown
from projects.access import project_inside, project_to_contribute_to
from projects.decisions import access
from projects.decisions.views import ORDER
from projects.models import Decision, Project


class DecisionOutput(Output):
    id = serializers.IntegerField()
    project = serializers.IntegerField(source="project_id")
    title = serializers.CharField(help_text="What was decided, in a sentence.")
    why = serializers.CharField(help_text="As it was typed.")
    alternatives = serializers.CharField(help_text="What else was thought of, as it was typed.")
    html = serializers.DictField(
        child=serializers.CharField(), help_text="By text; one that is empty is left out."
    )
    decided_on = serializers.DateField()
    decided_by = serializers.CharField(help_text="In words.")
    meeting = serializers.IntegerField(source="meeting_id", allow_null=True)
    noted_by = PersonOutput()
    noted_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)
    superseded_by = serializers.IntegerField(
        source="superseded_by_id", allow_null=True, help_text="Null: it stands."
    )
    version = serializers.IntegerField()
    url = serializers.CharField(source="get_absolute_url")


class DecisionInput(Input):
    title = serializers.CharField(min_length=4, max_length=200)
    why = serializers.CharField(
        max_length=MAX_LENGTH, validators=[validate_markdown], help_text="Markdown."
    )
    alternatives = OptionalText(max_length=MAX_LENGTH, validators=[validate_markdown])
    decided_on = serializers.DateField(help_text="Not a day to come.")
    decided_by = OptionalText(max_length=200, help_text="In words: “the two leads”.")
    meeting = IdField(
        required=False, allow_null=True, default=None, help_text="Of the project: where it was."
    )

    def validate_decided_on(self, day: Any) -> Any:
        if day > timezone.localdate():
            raise serializers.ValidationError(_("This day is still to come."), "future")
        return day


class NewDecisionInput(DecisionInput):
    instead_of = IdField(
        required=False, allow_null=True, default=None, help_text="Of which it takes the place."
    )


class DecisionEditInput(DecisionInput):
    version = IdField(help_text="The one you read; another is answered with 409.")


def with_meeting(project: Project, said: dict[str, Any]) -> dict[str, Any]:
    named = said.pop("meeting")
    return said | {"meeting": get_object_or_404(project.meetings, pk=named) if named else None}


def answer(pk: int, status: int = 200) -> Response:
    return Response(DecisionOutput(Decision.objects.for_page().get(pk=pk)).data, status=status)


class DecisionsView(ApiView):
    query = PageInput

    @extend_schema(operation_id="list_decisions", responses=page_of(DecisionOutput))
    def get(self, request: ApiRequest, pk: int) -> Response:
        """What a project decided, the last decided first; also what stands no more."""
        project = project_inside(request.user, pk)
        found = Decision.objects.visible_to(request.user).filter(project=project).for_page()
        after, size = self.asked.get("after"), self.asked["limit"]
        page = paginate(found, ORDER, after=after, size=size)
        return page_response(request, page, lambda one: DecisionOutput(one).data)

    @extend_schema(
        operation_id="note_decision",
        parameters=[IDEMPOTENCY],
        request=NewDecisionInput,
        responses={201: DecisionOutput},
    )
    def post(self, request: ApiRequest, pk: int) -> Response:
        """Note what was decided, perhaps in place of an earlier decision of the project."""
        project = project_to_contribute_to(request.user, pk)
        said = with_meeting(project, read(request, NewDecisionInput))
        if said["instead_of"]:
            said["instead_of"] = get_object_or_404(project.decisions, pk=said["instead_of"])
        nonce = nonce_of(request)
        noted = Decision.objects.note(project, by=request.user, nonce=nonce, **said)
        return answer(noted.pk, status.HTTP_201_CREATED)


class DecisionView(ApiView):
    @extend_schema(operation_id="read_decision", responses=DecisionOutput)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """What was decided, why, and whether it stands."""
        return answer(access.decision_to_read(request.user, pk).pk)

    @extend_schema(
        operation_id="edit_decision", request=DecisionEditInput, responses=DecisionOutput
    )
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Say it better. An old `version` is answered with 409."""
        decision = access.decision_to_edit(request.user, pk)
        said = with_meeting(decision.project, read(request, DecisionEditInput))
        decision.edit(by=request.user, **said)
        return answer(pk)

    @extend_schema(operation_id="delete_decision", responses={204: None})
    def delete(self, request: ApiRequest, pk: int) -> Response:
        """Take it away, as a lead or a moderator; what it took the place of stands again."""
        access.decision_to_remove(request.user, pk).remove()
        return Response(status=status.HTTP_204_NO_CONTENT)


urlpatterns = [
    path("projects/<int:pk>/decisions/", DecisionsView.as_view(), name="project_decisions"),
    path("decisions/<int:pk>/", DecisionView.as_view(), name="decision"),
]
