from rest_framework import serializers

from accounts.api.serializers import PersonOutput
from core.api.paging import PageInput
from core.api.serializers import IdField, Input, Output
from notifications.models import Level, Way
from notifications.models.preference import Weekday


class NoticesInput(PageInput):
    state = serializers.ChoiceField(choices=["all", "unread"], default="all")


class NoticeOutput(Output):
    id = serializers.IntegerField()
    sentence = serializers.CharField(help_text="“Joseph answered your question”.")
    title = serializers.CharField()
    excerpt = serializers.CharField()
    actor = PersonOutput(allow_null=True)
    url = serializers.CharField()
    group = serializers.CharField(help_text="What it belongs to: `topic:9`.")
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
    mails_digest = serializers.BooleanField()
    digest_weekday = serializers.ChoiceField(choices=Weekday.choices)
    digest_hour = serializers.IntegerField()
    digest_due_at = serializers.DateTimeField(allow_null=True)


class PreferenceInput(Input):
    mails_digest = serializers.BooleanField(required=False)
    digest_weekday = serializers.ChoiceField(choices=Weekday.choices, required=False)
    digest_hour = serializers.IntegerField(min_value=0, max_value=23, required=False)


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


class UnreadOutput(Output):
    unread = serializers.IntegerField(help_text="It stops counting at a hundred.")


class UnsubscriptionOutput(Output):
    stream = serializers.CharField(help_text="`topic:9`, `community:1`, or what else it is about.")
    at = serializers.DateTimeField()


class DigestOutput(Output):
    number = serializers.IntegerField()
    since = serializers.DateTimeField()
    until = serializers.DateTimeField(source="due_at")
    url = serializers.CharField(source="get_absolute_url")


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
