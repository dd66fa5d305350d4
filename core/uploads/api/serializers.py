from rest_framework import serializers

from core.api.serializers import Input, Output
from core.uploads.kinds import NAMES


class UploadInput(Input):
    file = serializers.FileField(
        allow_empty_file=True, max_length=1000, help_text="As multipart/form-data."
    )


class UploadOutput(Output):
    id = serializers.CharField(source="key")
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=NAMES, help_text="By what is in it.")
    size = serializers.IntegerField(help_text="In bytes.")
    sha256 = serializers.CharField()
    width = serializers.IntegerField(allow_null=True, help_text="Of a picture.")
    height = serializers.IntegerField(allow_null=True, help_text="Of a picture.")
    created_at = serializers.DateTimeField()
    markdown = serializers.CharField(help_text="What shows or links it in a text.")
    url = serializers.CharField(source="address")
