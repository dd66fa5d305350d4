from rest_framework import serializers

from accounts.models import Theme
from accounts.validators import validate_handle, validate_timezone
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


class MeInput(Input):
    name = serializers.CharField(max_length=120, required=False)
    handle = serializers.CharField(max_length=30, required=False, validators=[validate_handle])
    headline = serializers.CharField(max_length=160, required=False, allow_blank=True)
    timezone = serializers.CharField(max_length=64, required=False, validators=[validate_timezone])
    theme = serializers.ChoiceField(choices=Theme.choices, required=False)
