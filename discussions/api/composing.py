"""What is sent and answered while somebody writes: drafts, previews, and what is offered."""

from rest_framework import serializers

from core.api.serializers import IdField, Input, OptionalText, Output
from core.markdown import MAX_LENGTH
from core.validators import validate_markdown
from discussions.api.serializers import TAG, TopicOutput, story_part
from discussions.models import Kind
from discussions.tagging import MOST_TAGS


def _source() -> serializers.CharField:
    return OptionalText(
        source="source", max_length=MAX_LENGTH, help_text="Whom it names is counted."
    )


class ReachInput(Input):
    kind = serializers.ChoiceField(choices=Kind.choices, default=Kind.QUESTION)
    space = serializers.CharField(max_length=50, required=False, help_text="Default: the first.")
    tags = serializers.ListField(
        child=serializers.RegexField(TAG, max_length=50), max_length=MOST_TAGS, default=list
    )
    markdown = _source()


class ReplyReachInput(Input):
    reply_to = IdField(
        source="parent", required=False, help_text="The number of the post replied to."
    )
    markdown = _source()


class ReachOutput(Output):
    people = serializers.IntegerField()


class MarkdownInput(Input):
    markdown = serializers.CharField(max_length=MAX_LENGTH, validators=[validate_markdown])


class HtmlOutput(Output):
    html = serializers.CharField()


class MentionsInput(Input):
    q = OptionalText(max_length=50, help_text="How a name or handle begins.")
    space = OptionalText(
        max_length=50, help_text="The address of the space in which it is written."
    )


class SimilarInput(Input):
    title = OptionalText(
        max_length=250, help_text="As far as it is written; less than ten characters find nothing."
    )


class SimilarItemOutput(Output):
    title = serializers.CharField()
    url = serializers.CharField()
    is_recommended = serializers.BooleanField(
        help_text="It says what the community recommends, as an article does."
    )
    topic = TopicOutput(allow_null=True)


class SimilarOutput(Output):
    items = SimilarItemOutput(many=True)
    tags = serializers.ListField(
        child=serializers.CharField(), help_text="Those of what is similar, the likeliest first."
    )


class DraftVersionOutput(Output):
    version = serializers.IntegerField(help_text="0 where nothing is kept.")


class DraftInput(Input):
    version = serializers.IntegerField(
        required=False, min_value=0, max_value=2**63 - 1, help_text="The one you have seen."
    )
    title = serializers.CharField(max_length=1000, required=False, allow_blank=True)
    markdown = serializers.CharField(
        source="source", max_length=MAX_LENGTH, required=False, allow_blank=True
    )
    tags = serializers.CharField(
        max_length=1000, required=False, allow_blank=True, help_text="As typed, with commas."
    )
    kind = serializers.ChoiceField(choices=Kind.choices, required=False)
    space = serializers.CharField(max_length=50, required=False)
    reason = serializers.CharField(max_length=200, required=False, allow_blank=True)
    context = story_part(required=False)  # type: ignore[assignment]
    intended = story_part(required=False)
    why = story_part(required=False)
    change = story_part(required=False)
    evidence = story_part(required=False)


class DraftOutput(Output):
    version = serializers.IntegerField()
    key = serializers.CharField(help_text="`topic/new/3`, `reply/7`, `reply/7/2` or `edit/7/2`.")
    title = serializers.CharField(source="fields.title", default="")
    markdown = serializers.CharField(source="fields.source", default="")
    tags = serializers.CharField(source="fields.tags", default="")
    kind = serializers.CharField(source="fields.kind", default="")
    space = serializers.CharField(source="fields.space", default="")
    reason = serializers.CharField(source="fields.reason", default="")
    context = serializers.CharField(source="fields.context", default="")  # type: ignore[assignment]
    intended = serializers.CharField(source="fields.intended", default="")
    why = serializers.CharField(source="fields.why", default="")
    change = serializers.CharField(source="fields.change", default="")
    evidence = serializers.CharField(source="fields.evidence", default="")
    updated_at = serializers.DateTimeField()
