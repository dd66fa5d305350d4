from typing import Any

from django.conf import settings
from rest_framework import serializers

from accounts.devices import describe_device
from accounts.models import Theme
from accounts.validators import validate_handle, validate_name, validate_timezone
from core.api.serializers import Input, Output


class PersonOutput(Output):
    handle = serializers.CharField()
    name = serializers.CharField()
    headline = serializers.CharField()
    url = serializers.CharField(source="get_absolute_url")


class MeOutput(PersonOutput):
    email = serializers.EmailField()
    timezone = serializers.CharField()
    language = serializers.CharField()
    theme = serializers.ChoiceField(choices=Theme.choices)
    shortcuts = serializers.BooleanField(help_text="Whether single keys do something on pages.")
    mail_stopped = serializers.CharField(
        help_text="Why you get no mail: `bounce`, `complaint` or `operator`; empty: you do."
    )


class SessionOutput(Output):
    id = serializers.IntegerField()
    device = serializers.SerializerMethodField()
    ip = serializers.CharField()
    created_at = serializers.DateTimeField()
    last_seen_at = serializers.DateTimeField()

    def get_device(self, session: Any) -> str:
        return describe_device(session.user_agent)


class MeInput(Input):
    name = serializers.CharField(max_length=120, required=False, validators=[validate_name])
    handle = serializers.CharField(max_length=30, required=False, validators=[validate_handle])
    headline = serializers.CharField(max_length=160, required=False, allow_blank=True)
    timezone = serializers.CharField(max_length=64, required=False, validators=[validate_timezone])
    language = serializers.ChoiceField(choices=settings.LANGUAGES, required=False)
    theme = serializers.ChoiceField(choices=Theme.choices, required=False)
    shortcuts = serializers.BooleanField(required=False)
