from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from accounts.api.serializers import PersonOutput
from core.api.paging import PageInput
from core.api.serializers import IdField, Input, OptionalText, Output
from core.markdown import MAX_LENGTH
from core.validators import validate_markdown
from discussions.api.serializers import TAG
from discussions.tagging import MOST_TAGS
from projects.calls.listing import STATES
from projects.calls.models import Application, ApplicationState, CallState
from projects.calls.models.application import LONGEST_NOTE
from projects.calls.models.call import MOST_PLACES


class CallsInput(PageInput):
    tag = serializers.CharField(required=False, max_length=50)
    state = serializers.ChoiceField(
        choices=STATES,
        required=False,
        help_text="`wanted`: with tags that you chose; `applied`: yours. Without it all open ones.",
    )


class CallOutput(Output):
    id = serializers.IntegerField()
    community = serializers.CharField(source="community.slug")
    project = serializers.IntegerField(source="project_id")
    project_title = serializers.CharField(source="project.title")
    title = serializers.CharField()
    gist = serializers.CharField(help_text="How it begins, as plain text.")
    tags = serializers.ListField(child=serializers.CharField(), source="tag_names")
    time = serializers.CharField(help_text="That it takes, in words.")
    until = serializers.DateField(allow_null=True, help_text="The last day to apply.")
    places = serializers.IntegerField()
    left = serializers.IntegerField(help_text="Places that nobody has yet.")
    state = serializers.ChoiceField(choices=CallState.choices)
    is_open = serializers.BooleanField(help_text="Whether one can apply now.")
    called_by = PersonOutput()
    created_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()
    url = serializers.CharField(source="get_absolute_url")


class WholeCallOutput(CallOutput):
    markdown = serializers.CharField(source="text", help_text="As it was typed.")
    html = serializers.CharField()


class CallInput(Input):
    title = serializers.CharField(min_length=4, max_length=120)
    text = serializers.CharField(
        max_length=MAX_LENGTH, validators=[validate_markdown], help_text="Markdown."
    )
    tags = serializers.ListField(
        child=serializers.RegexField(TAG, max_length=50), max_length=MOST_TAGS, default=list
    )
    time = OptionalText(max_length=100, help_text="That it takes: “two hours a week”.")
    until = serializers.DateField(required=False, allow_null=True, default=None)
    places = serializers.IntegerField(min_value=1, max_value=MOST_PLACES, default=1)


class CallEditInput(CallInput):
    version = IdField(help_text="The one you read; another is answered with 409.")


class EndInput(Input):
    state = serializers.ChoiceField(
        choices=[CallState.FILLED.value, CallState.CLOSED.value],
        help_text="`filled`: you have found somebody; `closed`: you look for nobody any more.",
    )


class ApplicationInput(Input):
    note = serializers.CharField(max_length=LONGEST_NOTE)


class ApplicationOutput(Output):
    call = serializers.IntegerField(source="call_id")
    person = PersonOutput(source="user")
    note = serializers.CharField()
    state = serializers.ChoiceField(choices=ApplicationState.choices)
    answer = serializers.CharField()
    decided_by = PersonOutput(allow_null=True)
    sent_at = serializers.DateTimeField()
    decided_at = serializers.DateTimeField(allow_null=True)


class DecisionInput(Input):
    state = serializers.ChoiceField(
        choices=[ApplicationState.ACCEPTED.value, ApplicationState.DECLINED.value]
    )
    answer = serializers.CharField(
        max_length=Application._meta.get_field("answer").max_length,
        required=False,
        default="",
        allow_blank=True,
        help_text="What they are told. Who declines has to say something.",
    )

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        if data["state"] == ApplicationState.DECLINED and not data["answer"]:
            message = _("Say something kind.")
            raise serializers.ValidationError({"answer": [message]}, "required")
        return data


class WishInput(Input):
    tags = serializers.ListField(
        child=serializers.RegexField(TAG, max_length=50), max_length=MOST_TAGS, default=list
    )
    by_what_they_know = serializers.BooleanField(
        default=False, help_text="Also calls for what you have shown that you know."
    )


class WishOutput(Output):
    community = serializers.CharField(source="slug")
    tags = serializers.ListField(child=serializers.CharField(), source="wished_tags")
    by_what_they_know = serializers.BooleanField(source="wished_by_what_they_know")
