from rest_framework import serializers

from accounts.api.serializers import PersonOutput
from core.api.paging import PageInput
from core.api.serializers import Input, OptionalText, Output
from members.connections.models.connection import LONGEST_NOTE
from members.connections.ties import Between


class ConnectionOutput(Output):
    person = PersonOutput()
    between = serializers.ChoiceField(choices=Between.choices)
    note = serializers.CharField(help_text="With which it was asked.")
    since = serializers.DateTimeField(allow_null=True)
    ask_again = serializers.DateTimeField(
        allow_null=True, help_text="You cannot ask them before. Null: at any time."
    )


class ConnectionInput(Input):
    note = OptionalText(max_length=LONGEST_NOTE, help_text="Plain text.")


class ConnectionAnswerInput(Input):
    accepted = serializers.BooleanField()


class ConnectionRequestsInput(PageInput):
    direction = serializers.ChoiceField(
        choices=[("received", "received"), ("sent", "sent")], default="received"
    )


class ConnectionRequestOutput(Output):
    person = PersonOutput(help_text="Who asked you, or whom you asked.")
    note = serializers.CharField()
    asked_at = serializers.DateTimeField()


class SuggestionOutput(Output):
    person = PersonOutput()
    reasons = serializers.ListField(child=serializers.CharField(), help_text="In your language.")
