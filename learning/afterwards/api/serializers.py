from rest_framework import serializers

from core.api.serializers import Input, OptionalText, Output
from learning.afterwards.chapters import validate_chapters
from learning.afterwards.models import Worth
from learning.afterwards.models.feedback import LONGEST


class RecordingInput(Input):
    link = serializers.URLField(max_length=500, help_text="Shown to whoever may read the workshop.")
    chapters = OptionalText(
        max_length=10_000,
        validators=[validate_chapters],
        help_text="A line each: the moment and what begins there, such as `12:30 The diamond`.",
    )


class ChapterOutput(Output):
    seconds = serializers.IntegerField()
    title = serializers.CharField()
    url = serializers.CharField(source="address", help_text="The recording at that moment.")


class RecordingOutput(Output):
    link = serializers.CharField()
    chapters = ChapterOutput(many=True, source="parts")
    shared_at = serializers.DateTimeField()


class FeedbackInput(Input):
    worth = serializers.ChoiceField(choices=Worth.choices, help_text="Whether it was worth it.")
    takes = OptionalText(max_length=LONGEST, help_text="What you do differently from now on.")
    wishes = OptionalText(max_length=LONGEST, help_text="What should be different next time.")


class FeedbackOutput(Output):
    worth = serializers.ChoiceField(choices=Worth.choices)
    takes = serializers.CharField()
    wishes = serializers.CharField()


class CountsOutput(Output):
    yes = serializers.IntegerField()
    partly = serializers.IntegerField()
    no = serializers.IntegerField()


class AllFeedbackOutput(Output):
    counts = CountsOutput()
    said = FeedbackOutput(many=True, help_text="Those in which something is written; by nobody.")
