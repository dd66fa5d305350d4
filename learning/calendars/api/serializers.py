from rest_framework import serializers

from core.api.serializers import Output


class CalendarFeedOutput(Output):
    community = serializers.CharField(
        source="slug", help_text="Its slug; empty: what you come to or host, everywhere."
    )
    series = serializers.IntegerField(source="series.pk", default=None, allow_null=True)
    created_at = serializers.DateTimeField(allow_null=True, help_text="Null: there is none.")


class CalendarFeedAddressOutput(Output):
    address = serializers.CharField(help_text="Shown this once: whoever knows it reads it.")
