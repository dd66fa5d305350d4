from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from cop.waiting import waiting_for
from core.api.serializers import Output
from core.api.views import ApiRequest, PersonalView
from discussions.api.serializers import BookmarkOutput, TopicOutput
from projects.models import Role


class RequestsOutput(Output):
    community = serializers.CharField(source="community.slug")
    count = serializers.IntegerField()
    since = serializers.DateTimeField()


class HeldMailOutput(Output):
    count = serializers.IntegerField()
    since = serializers.DateTimeField()


class BegunOutput(Output):
    what = serializers.CharField(help_text="`topic`, `reply` or `edit`.")
    community = serializers.CharField(source="community.slug")
    topic = serializers.IntegerField(source="topic.pk", allow_null=True, default=None)
    saved_at = serializers.DateTimeField(source="at")
    url = serializers.CharField(source="address")


class TaskDueOutput(Output):
    id = serializers.IntegerField()
    title = serializers.CharField()
    project = serializers.IntegerField(source="project_id")
    due = serializers.DateField()
    due_at = serializers.DateTimeField(allow_null=True)
    url = serializers.CharField(source="get_absolute_url")


class ProjectInvitationOutput(Output):
    project = serializers.IntegerField(source="project_id")
    title = serializers.CharField(source="project.title")
    role = serializers.ChoiceField(choices=Role.choices)
    note = serializers.CharField()
    invited_at = serializers.DateTimeField()
    url = serializers.CharField(source="project.get_absolute_url")


class WaitingOutput(Output):
    count = serializers.IntegerField(help_text="Of what others, or you yourself, count on.")
    requests = RequestsOutput(many=True, help_text="People who ask to join what you look after.")
    held = HeldMailOutput(
        allow_null=True, help_text="Emails in your name that wait for your word: `/mail/held/`."
    )
    invited = ProjectInvitationOutput(many=True, help_text="Projects that ask you in.")
    answered = TopicOutput(many=True, help_text="Your questions with an answer to accept.")
    put = TopicOutput(many=True, help_text="Questions put to you, who may know: see `/asks/`.")
    named = TopicOutput(many=True, help_text="Open questions that name you.")
    due = BookmarkOutput(many=True, help_text="Bookmarks whose reminder has come.")
    tasks = TaskDueOutput(many=True, help_text="Yours, late or due today: see `/me/tasks/`.")
    drafts = BegunOutput(many=True, source="begun")
    asked = TopicOutput(many=True, help_text="Your questions that nobody has answered.")
    unread = TopicOutput(many=True, help_text="Topics you track or watch that have grown.")
    unanswered = TopicOutput(many=True, help_text="Others’ questions, in your communities.")


class WaitingView(PersonalView):
    @extend_schema(operation_id="list_waiting", responses=WaitingOutput)
    def get(self, request: ApiRequest) -> Response:
        """What waits for you: the first of each kind, as on the home page."""
        return Response(WaitingOutput(waiting_for(request.user)).data)
