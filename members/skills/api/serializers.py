from rest_framework import serializers

from core.api.serializers import Input, Output


class SkillOutput(Output):
    uri = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    sort = serializers.CharField()
    description = serializers.CharField()


class SkillsInput(Input):
    q = serializers.CharField(max_length=100, help_text="Its name, or nearly so.")


class MeaningOutput(Output):
    tag = serializers.CharField(source="name")
    skill = SkillOutput(source="meaning.skill", allow_null=True, default=None)


class MeaningInput(Input):
    skill = serializers.CharField(max_length=200, help_text="The skill’s `uri`.")
