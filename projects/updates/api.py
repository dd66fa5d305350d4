from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from accounts.api.serializers import PersonOutput
from accounts.models import User
from core.api.idempotency import IDEMPOTENCY, nonce_of
from core.api.paging import PageInput, page_of, page_response
from core.api.serializers import IdField, Input, Output, read
from core.api.views import ApiRequest, ApiView, PersonalView
from core.markdown import MAX_LENGTH
from core.paging import paginate
from core.validators import validate_markdown
from projects.access import project_inside, project_to_contribute_to
from projects.models import Update, UpdateReading
from projects.updates import access
from projects.updates.views import ORDER


class UpdateOutput(Output):
    id = serializers.IntegerField()
    project = serializers.IntegerField(source="project_id")
    by = PersonOutput()
    markdown = serializers.CharField(source="text", help_text="As it was typed.")
    html = serializers.CharField()
    posted_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)
    topic = serializers.IntegerField(
        source="talk.pk", allow_null=True, default=None, help_text="In which it is talked about."
    )
    comment_count = serializers.IntegerField()
    version = serializers.IntegerField()
    url = serializers.CharField(source="get_absolute_url")


class UpdateInput(Input):
    text = serializers.CharField(
        max_length=MAX_LENGTH, validators=[validate_markdown], help_text="Markdown."
    )


class UpdateEditInput(UpdateInput):
    version = IdField(help_text="The one you read; another is answered with 409.")


class ReadingsInput(Input):
    shown = serializers.ListField(child=IdField(), max_length=100, help_text="Of the project.")


class CommentOutput(Output):
    topic = serializers.IntegerField(source="topic_id")
    number = serializers.IntegerField()
    url = serializers.CharField(source="get_absolute_url")


def answer(pk: int, status: int = 200) -> Response:
    return Response(UpdateOutput(Update.objects.for_page().get(pk=pk)).data, status=status)


class UpdatesView(ApiView):
    query = PageInput

    @extend_schema(operation_id="list_updates", responses=page_of(UpdateOutput))
    def get(self, request: ApiRequest, pk: int) -> Response:
        """How far a project is, the last said first."""
        project = project_inside(request.user, pk)
        found = Update.objects.visible_to(request.user).filter(project=project).for_page()
        after, size = self.asked.get("after"), self.asked["limit"]
        page = paginate(found, ORDER, after=after, size=size)
        return page_response(request, page, lambda one: UpdateOutput(one).data)

    @extend_schema(
        operation_id="post_update",
        parameters=[IDEMPOTENCY],
        request=UpdateInput,
        responses={201: UpdateOutput},
    )
    def post(self, request: ApiRequest, pk: int) -> Response:
        """Say how far it is. Those in the project and those who follow it are told."""
        project = project_to_contribute_to(request.user, pk)
        text = read(request, UpdateInput)["text"]
        posted = Update.objects.post(project, text, by=request.user, nonce=nonce_of(request))
        return answer(posted.pk, status.HTTP_201_CREATED)


class UpdateView(ApiView):
    @extend_schema(operation_id="read_update", responses=UpdateOutput)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """One of them."""
        return answer(access.update_to_read(request.user, pk).pk)

    @extend_schema(operation_id="edit_update", request=UpdateEditInput, responses=UpdateOutput)
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Change your own. An old `version` is answered with 409."""
        update = access.update_to_edit(request.user, pk)
        update.edit(by=request.user, **read(request, UpdateEditInput))
        return answer(pk)

    @extend_schema(operation_id="delete_update", responses={204: None})
    def delete(self, request: ApiRequest, pk: int) -> Response:
        """Take it away; what was said about it stays in its topic."""
        access.update_to_remove(request.user, pk).remove()
        return Response(status=status.HTTP_204_NO_CONTENT)


class ReadingsView(PersonalView):
    @extend_schema(
        operation_id="note_update_readings", request=ReadingsInput, responses={204: None}
    )
    def post(self, request: ApiRequest, pk: int) -> Response:
        """Say that you were shown these, as somebody in the project; noted once for each."""
        project = access.project_to_read_updates_of(request.user, pk)
        shown = read(request, ReadingsInput)["shown"]
        UpdateReading.objects.note(project, shown, by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class ReadersView(PersonalView):
    @extend_schema(operation_id="list_update_readers", responses=PersonOutput(many=True))
    def get(self, request: ApiRequest, pk: int) -> Response:
        """Who of the project has read it, for those who are in the project."""
        update = access.update_to_see_readers_of(request.user, pk)
        found = UpdateReading.objects.filter(update=update).by_those_inside()
        people = User.objects.filter(pk__in=found.values("user")).order_by("pk")
        return Response(PersonOutput(people, many=True).data)


class CommentsView(PersonalView):
    @extend_schema(
        operation_id="comment_on_update",
        parameters=[IDEMPOTENCY],
        request=UpdateInput,
        responses={201: CommentOutput},
    )
    def post(self, request: ApiRequest, pk: int) -> Response:
        """Talk about it: a post in a topic of the project's space, which the first one begins."""
        update = access.update_to_comment_on(request.user, pk)
        text = read(request, UpdateInput)["text"]
        post = update.comment(text, by=request.user, nonce=nonce_of(request))
        return Response(CommentOutput(post).data, status=status.HTTP_201_CREATED)


urlpatterns = [
    path("projects/<int:pk>/updates/", UpdatesView.as_view(), name="project_updates"),
    path("updates/<int:pk>/", UpdateView.as_view(), name="update"),
    path("projects/<int:pk>/updates/readings/", ReadingsView.as_view(), name="update_readings"),
    path("updates/<int:pk>/readers/", ReadersView.as_view(), name="update_readers"),
    path("updates/<int:pk>/comments/", CommentsView.as_view(), name="update_comments"),
]
