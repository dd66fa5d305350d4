from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from core.api.paging import PageInput, page_of, page_response
from core.api.serializers import Output
from core.api.views import ApiRequest, PersonalView
from notifications import returning
from notifications.mail_log import STATES, Entry, read_log
from notifications.models.email import State


class MailsInput(PageInput):
    state = serializers.ChoiceField(choices=list(STATES), default="all")


class MailOutput(Output):
    id = serializers.IntegerField(source="email.pk")
    what = serializers.CharField(help_text="Its subject, or what it would have told of.")
    url = serializers.CharField(help_text="Where that can be read; empty where it cannot.")
    address = serializers.CharField(source="email.address")
    state = serializers.ChoiceField(choices=State.choices, source="email.state")
    reason = serializers.CharField(
        source="email.reason", help_text="Why it was skipped: stable, and for programs."
    )
    why = serializers.CharField(help_text="What became of it, to be read.")
    at = serializers.SerializerMethodField()

    def get_at(self, entry: Entry) -> str:
        moment = entry.email.sent_at or entry.email.created_at
        return serializers.DateTimeField().to_representation(moment)


class MailsView(PersonalView):
    query = MailsInput

    @extend_schema(operation_id="list_mail", responses=page_of(MailOutput))
    def get(self, request: ApiRequest) -> Response:
        """The mail that we sent you, newest first, and what was not sent, with the reason."""
        page = read_log(
            request.user,
            state=self.asked["state"],
            after=self.asked.get("after"),
            size=self.asked["limit"],
        )
        return page_response(request, page, lambda entry: MailOutput(entry).data)


class CheckView(PersonalView):
    @extend_schema(operation_id="check_address", request=None, responses={204: None})
    def post(self, request: ApiRequest) -> Response:
        """Where mail to your address is stopped: have one sent there, with a link that resumes it.

        `mail_stopped` of yourself says why it is.
        """
        returning.ask(request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)
