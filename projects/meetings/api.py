from typing import Any

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
from projects.meetings import access
from projects.meetings.views import ORDER
from projects.models import Meeting, Task
from projects.tasks.api.serializers import TaskOutput

MOST_LINES = 100


class MeetingOutput(Output):
    id = serializers.IntegerField()
    project = serializers.IntegerField(source="project_id")
    title = serializers.CharField()
    held_on = serializers.DateField()
    attended = serializers.CharField(help_text="In words.")
    notes = serializers.CharField(help_text="As they were typed.")
    html = serializers.CharField()
    to_do = serializers.SerializerMethodField(
        help_text="What its notes leave to do and is no task yet: see `make_meeting_tasks`."
    )
    noted_by = PersonOutput()
    noted_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()
    url = serializers.CharField(source="get_absolute_url")

    def get_to_do(self, meeting: Meeting) -> list[str]:
        return [one.words for one in meeting.to_do]


class MeetingInput(Input):
    title = serializers.CharField(min_length=4, max_length=120)
    held_on = serializers.DateField(help_text="Not a day to come.")
    attended = OptionalText(max_length=500, help_text="In words.")
    notes = serializers.CharField(
        max_length=MAX_LENGTH, validators=[validate_markdown], help_text="Markdown."
    )

    def validate_held_on(self, day: Any) -> Any:
        if day > timezone.localdate():
            raise serializers.ValidationError(_("This day is still to come."), "future")
        return day


class MeetingEditInput(MeetingInput):
    version = IdField(help_text="The one you read; another is answered with 409.")


class MeetingTasksInput(Input):
    lines = serializers.ListField(
        child=serializers.CharField(max_length=MAX_LENGTH),
        max_length=MOST_LINES,
        required=False,
        allow_null=True,
        default=None,
        help_text="As `to_do` gives them; left out, all.",
    )


def answer(pk: int, status: int = 200) -> Response:
    return Response(MeetingOutput(Meeting.objects.for_page().get(pk=pk)).data, status=status)


class MeetingsView(ApiView):
    query = PageInput

    @extend_schema(operation_id="list_meetings", responses=page_of(MeetingOutput))
    def get(self, request: ApiRequest, pk: int) -> Response:
        """What was said in meetings of a project, the last held first."""
        project = project_inside(request.user, pk)
        found = Meeting.objects.visible_to(request.user).filter(project=project).for_page()
        after, size = self.asked.get("after"), self.asked["limit"]
        page = paginate(found, ORDER, after=after, size=size)
        return page_response(request, page, lambda one: MeetingOutput(one).data)

    @extend_schema(
        operation_id="note_meeting",
        parameters=[IDEMPOTENCY],
        request=MeetingInput,
        responses={201: MeetingOutput},
    )
    def post(self, request: ApiRequest, pk: int) -> Response:
        """Write down what was said. Those in the project and those who follow it are told."""
        project = project_to_contribute_to(request.user, pk)
        said = read(request, MeetingInput)
        noted = Meeting.objects.note(project, by=request.user, nonce=nonce_of(request), **said)
        return answer(noted.pk, status.HTTP_201_CREATED)


class MeetingView(ApiView):
    @extend_schema(operation_id="read_meeting", responses=MeetingOutput)
    def get(self, request: ApiRequest, pk: int) -> Response:
        """Who was there, and what was said."""
        return answer(access.meeting_to_read(request.user, pk).pk)

    @extend_schema(operation_id="edit_meeting", request=MeetingEditInput, responses=MeetingOutput)
    def put(self, request: ApiRequest, pk: int) -> Response:
        """Say it better. An old `version` is answered with 409."""
        meeting = access.meeting_to_edit(request.user, pk)
        meeting.edit(by=request.user, **read(request, MeetingEditInput))
        return answer(pk)

    @extend_schema(operation_id="delete_meeting", responses={204: None})
    def delete(self, request: ApiRequest, pk: int) -> Response:
        """Take it away, as a lead or a moderator; its tasks and decisions stay."""
        access.meeting_to_remove(request.user, pk).remove()
        return Response(status=status.HTTP_204_NO_CONTENT)


class MeetingTasksView(ApiView):
    @extend_schema(operation_id="list_meeting_tasks", responses=TaskOutput(many=True))
    def get(self, request: ApiRequest, pk: int) -> Response:
        """The tasks that came of it."""
        meeting = access.meeting_to_read(request.user, pk)
        tasks = Task.objects.present().filter(action_item__meeting=meeting).for_list()
        return Response(TaskOutput(tasks.order_by("number"), many=True).data)

    @extend_schema(
        operation_id="make_meeting_tasks",
        request=MeetingTasksInput,
        responses={200: MeetingOutput},
    )
    def post(self, request: ApiRequest, pk: int) -> Response:
        """Put what it leaves to do on the board; its lines are links to the tasks then.

        A line that is a task already, or that the notes say no more, is passed over.
        """
        meeting = access.meeting_to_edit(request.user, pk)
        meeting.make_tasks(by=request.user, lines=read(request, MeetingTasksInput)["lines"])
        return answer(pk)


urlpatterns = [
    path("projects/<int:pk>/meetings/", MeetingsView.as_view(), name="project_meetings"),
    path("meetings/<int:pk>/", MeetingView.as_view(), name="meeting"),
    path("meetings/<int:pk>/tasks/", MeetingTasksView.as_view(), name="meeting_tasks"),
]
