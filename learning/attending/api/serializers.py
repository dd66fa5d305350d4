from rest_framework import serializers

from accounts.api.serializers import PersonOutput
from core.api.serializers import Input, Output
from learning.attending.models import Reach
from learning.attending.models.message import LONGEST
from learning.workshops.models import Mode


class DoorOutput(Output):
    code = serializers.CharField(source="door_code", help_text="As it is shown at the door.")
    url = serializers.SerializerMethodField(help_text="Where one checks in with it.")

    def get_url(self, workshop: object) -> str:
        return f"{getattr(workshop, 'address', '')}check-in/"


class CheckInInput(Input):
    code = serializers.CharField(max_length=20)


class MessageInput(Input):
    text = serializers.CharField(max_length=LONGEST)
    reach = serializers.ChoiceField(choices=Reach.choices, default=Reach.SEATED)
    mode = serializers.ChoiceField(
        choices=Mode.choices, required=False, help_text="Only those who come so; else all."
    )


class MessageOutput(Output):
    id = serializers.IntegerField()
    by = PersonOutput()
    text = serializers.CharField()
    reach = serializers.ChoiceField(choices=Reach.choices)
    mode = serializers.CharField(help_text="Empty: however they come.")
    sent_at = serializers.DateTimeField()
