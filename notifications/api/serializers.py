from typing import Any

from rest_framework import serializers

from accounts.api.serializers import PersonOutput
from core.api.paging import PageInput
from core.api.serializers import IdField, Input, Output
from notifications.choosing import Preset, presets
from notifications.models import Digest, Level, Rhythm, Way
from notifications.models.preference import LONGEST_QUIET
from notifications.models.rhythm import EIGHT, MONDAY, Weekday
from notifications.schedule import Every
from notifications.validators import validate_end_of_pause, validate_quiet_hours

ALL = "all"  # what the digest over all communities is called


class NoticesInput(PageInput):
    state = serializers.ChoiceField(choices=["all", "unread"], default="all")
    scope = serializers.CharField(
        required=False, max_length=60, help_text="From one community: `community:3`."
    )
    matter = serializers.CharField(
        required=False, max_length=40, help_text="Of one matter, as `/ways/…/` names it."
    )


class NoticeOutput(Output):
    id = serializers.IntegerField()
    sentence = serializers.CharField(help_text="“Joseph answered your question”.")
    title = serializers.CharField()
    excerpt = serializers.CharField()
    actor = PersonOutput(allow_null=True)
    url = serializers.CharField()
    group = serializers.CharField(help_text="What it belongs to: `topic:9`.")
    scope = serializers.CharField(source="source", help_text="Where it is from: `community:3`.")
    matter = serializers.CharField(
        source="declared.matter.name", default="", help_text="What it is about: `mentions`."
    )
    created_at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True)


class ReadingInput(Input):
    up_to = IdField(help_text="The id of the newest you have seen.")


class FollowInput(Input):
    level = serializers.ChoiceField(choices=Level.choices)


class FollowOutput(Output):
    target = serializers.CharField(help_text="`topic:9`, `tag:3`, `space:2` or `community:1`.")
    level = serializers.ChoiceField(choices=Level.choices)
    since = serializers.DateTimeField()


class PreferenceOutput(Output):
    quiet_minutes = serializers.IntegerField(
        source="minutes", help_text="How long news waits for more of its topic before it is mailed."
    )
    quiet_from = serializers.TimeField(allow_null=True, help_text="By your own clock.")
    quiet_to = serializers.TimeField(allow_null=True)
    paused_until = serializers.DateField(
        allow_null=True, help_text="No mail before that day. What came till then is in the app."
    )


class PreferenceInput(Input):
    quiet_minutes = serializers.IntegerField(
        min_value=0,
        max_value=LONGEST_QUIET,
        required=False,
        allow_null=True,
        help_text="Null: as is usual here.",
    )
    quiet_from = serializers.TimeField(required=False, allow_null=True)
    quiet_to = serializers.TimeField(
        required=False, allow_null=True, help_text="The same as `quiet_from`: no quiet hours."
    )
    paused_until = serializers.DateField(
        required=False, allow_null=True, help_text="A day to come, within a year; null: now again."
    )

    def validate_paused_until(self, day: Any) -> Any:
        if day is not None:
            validate_end_of_pause(day)
        return day

    def validate(self, wanted: dict[str, Any]) -> dict[str, Any]:
        validate_quiet_hours(wanted.get("quiet_from"), wanted.get("quiet_to"))
        return wanted


class WayInput(Input):
    way = serializers.ChoiceField(choices=Way.choices)


class WayOutput(Output):
    matter = serializers.CharField(source="matter.name")
    title = serializers.CharField(source="matter.title")
    covers = serializers.CharField(source="matter.covers")
    way = serializers.ChoiceField(choices=Way.choices, help_text="What holds here.")
    is_chosen = serializers.BooleanField(help_text="Whether you chose it for just this scope.")
    ways = serializers.ListField(
        child=serializers.ChoiceField(choices=Way.choices), source="matter.ways"
    )


class WaysOutput(Output):
    scope = serializers.CharField(help_text="`community:3`; empty: everywhere.")
    matters = WayOutput(many=True, source="rows")


class PresetInput(Input):
    preset = serializers.ChoiceField(choices=list(presets))


class PresetOutput(Output):
    name = serializers.CharField()
    title = serializers.CharField()
    says = serializers.CharField()
    has_digest = serializers.BooleanField(help_text="Whether a digest comes with it.")
    is_chosen = serializers.SerializerMethodField(help_text="Whether it would change nothing.")

    def get_is_chosen(self, preset: Preset) -> bool:
        return preset == self.context["chosen"]


class PresetsOutput(Output):
    items = PresetOutput(many=True, source="presets")


class UnreadOutput(Output):
    unread = serializers.IntegerField(help_text="It stops counting at a hundred.")


class UnsubscriptionOutput(Output):
    stream = serializers.CharField(help_text="`topic:9`, `community:1`, or what else it is about.")
    at = serializers.DateTimeField()


class RhythmOutput(Output):
    scope = serializers.SerializerMethodField(help_text="`all`, or `community:3`.")
    every = serializers.ChoiceField(choices=Every.choices)
    weekday = serializers.ChoiceField(choices=Weekday.choices, help_text="0 is Monday.")
    hour = serializers.IntegerField(help_text="By your own clock.")
    due_at = serializers.DateTimeField(allow_null=True, help_text="When the next one comes.")

    def get_scope(self, rhythm: Rhythm) -> str:
        return rhythm.scope or ALL


class RhythmInput(Input):
    every = serializers.ChoiceField(choices=Every.choices)
    weekday = serializers.ChoiceField(choices=Weekday.choices, default=MONDAY)
    hour = serializers.IntegerField(min_value=0, max_value=23, default=EIGHT)


class DigestsInput(PageInput):
    scope = serializers.CharField(required=False, help_text="`all`, or `community:3`.")


class DigestOutput(Output):
    scope = serializers.SerializerMethodField(help_text="`all`, or `community:3`.")
    number = serializers.IntegerField(help_text="Counted in each scope.")
    every = serializers.ChoiceField(choices=Every.choices)
    since = serializers.DateTimeField()
    until = serializers.DateTimeField(source="due_at")
    url = serializers.CharField(source="get_absolute_url")

    def get_scope(self, digest: Digest) -> str:
        return digest.scope or ALL


class DigestItemOutput(Output):
    title = serializers.CharField()
    url = serializers.CharField()
    meta = serializers.CharField()
    excerpt = serializers.CharField()
    place = serializers.CharField(help_text="The community's name.")


class DigestSectionOutput(Output):
    title = serializers.CharField()
    items = DigestItemOutput(many=True)


class DigestContentsOutput(DigestOutput):
    sections = DigestSectionOutput(many=True, help_text="What you may still see of it.")
