from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from accounts.api.serializers import PersonOutput
from core.api.serializers import IdField, Input, Output
from learning.series.recurring import MOST
from learning.workshops.api.serializers import (
    RegistrationOutput,
    TimeInput,
    WordsInput,
    WorkshopOutput,
)
from learning.workshops.models import Mode, State


class SeriesOutput(Output):
    id = serializers.IntegerField()
    community = serializers.CharField(source="community.slug")
    space = serializers.CharField(source="space.slug")
    title = serializers.CharField()
    state = serializers.ChoiceField(choices=State.choices)
    rrule = serializers.CharField(source="rule", help_text="As RFC 5545 writes it.")
    rhythm = serializers.CharField(source="timetable", help_text="The same in words.")
    zone = serializers.CharField(help_text="Whose clocks it is planned by, as an IANA name.")
    note = serializers.CharField(help_text="With which it was cancelled.")
    proposed_by = PersonOutput()
    created_at = serializers.DateTimeField()
    published_at = serializers.DateTimeField(allow_null=True)
    cancelled_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()
    url = serializers.CharField(source="get_absolute_url")
    workshops = WorkshopOutput(
        many=True, source="dates", help_text="What is to come in its order, then what is over."
    )


class SeriesWordsInput(WordsInput):
    """What is handed out is of each workshop, and not of all."""

    materials = None  # type: ignore[assignment]  # by which DRF takes a field away


class SeriesInput(SeriesWordsInput, TimeInput):
    rrule = serializers.CharField(
        max_length=200,
        help_text="As RFC 5545 writes it, of FREQ (DAILY, WEEKLY, MONTHLY), INTERVAL, BYDAY, "
        "BYMONTHDAY, and COUNT or UNTIL. It begins with `starts_at`, or the first day after it "
        "that the rule names; sixty dates at most.",
    )
    space = serializers.CharField(max_length=50, required=False, help_text="Default: the first.")


class SeriesEditInput(SeriesWordsInput):
    version = IdField(help_text="The one you read; another is answered with 409.")


class SeriesExtensionInput(Input):
    times = serializers.IntegerField(
        min_value=1, max_value=MOST, required=False, help_text="So many dates more."
    )
    until = serializers.DateTimeField(
        required=False, help_text="All that come next, up to this moment; instead of `times`."
    )

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        if ("times" in data) == ("until" in data):
            said = _("Say either how often, or until when.")
            raise serializers.ValidationError({"times": [said]})
        return data


class SeriesPlaceOutput(Output):
    series = serializers.IntegerField(source="series_id")
    mode = serializers.ChoiceField(choices=Mode.choices)
    taken_at = serializers.DateTimeField()
    registrations = RegistrationOutput(many=True, help_text="For what is to come.")
