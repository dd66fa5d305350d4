from rest_framework import serializers

from core.api.serializers import Input
from members.photos.serving import SIZES
from members.profiles.levels import Level


class PhotoInput(Input):
    file = serializers.FileField(help_text="A picture; larger ones are made smaller.")
    left = serializers.FloatField(
        min_value=0, max_value=1, required=False, help_text="In parts of the width."
    )
    top = serializers.FloatField(
        min_value=0, max_value=1, required=False, help_text="In parts of the height."
    )
    side = serializers.FloatField(
        min_value=0, max_value=1, default=1.0, help_text="In parts of the shorter side."
    )
    level = serializers.ChoiceField(
        choices=Level.choices, required=False, help_text="Who sees it. Default: as before."
    )


class PhotoSizeInput(Input):
    size = serializers.ChoiceField(choices=[(size, size) for size in SIZES], default="large")
