from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from accounts.api.serializers import PersonOutput
from core.api.paging import PageInput
from core.api.serializers import IdField, Input, OptionalText, Output
from core.markdown import MAX_LENGTH
from core.validators import validate_markdown
from discussions.api.serializers import TAG
from discussions.tagging import MOST_TAGS
from knowledge.freshness import MONTHS, REVIEW_MONTHS
from knowledge.listing import STATES
from knowledge.models import State
from knowledge.models.contribution import Part
from knowledge.parts import NAMES
from knowledge.sources import LONGEST_ADDRESS, LONGEST_TITLE, MOST_SOURCES, Typed, is_address


class ArticlesInput(PageInput):
    tag = serializers.CharField(required=False, max_length=50)
    state = serializers.ChoiceField(
        choices=STATES, required=False, help_text="Without it those that are published."
    )


class ArticleOutput(Output):
    id = serializers.IntegerField()
    community = serializers.CharField(source="community.slug")
    space = serializers.CharField(source="space.slug")
    state = serializers.ChoiceField(choices=State.choices)
    title = serializers.CharField()
    gist = serializers.CharField(help_text="How it begins, as plain text.")
    author = PersonOutput()
    owner = PersonOutput(allow_null=True, help_text="Who keeps it true, once it is published.")
    tags = serializers.ListField(child=serializers.CharField(), source="tag_names")
    created_at = serializers.DateTimeField()
    changed_at = serializers.DateTimeField()
    published_at = serializers.DateTimeField(allow_null=True)
    verified_at = serializers.DateTimeField(allow_null=True)
    review_due = serializers.DateTimeField(allow_null=True)
    is_stale = serializers.BooleanField(help_text="It may be out of date.")
    version = serializers.IntegerField()
    url = serializers.CharField(source="get_absolute_url")


class PartsOutput(Output):
    question = serializers.CharField()
    applies = serializers.CharField(help_text="When it applies.")
    practice = serializers.CharField(help_text="What is recommended.")
    exceptions = serializers.CharField()


class SourceOutput(Output):
    topic = serializers.IntegerField(source="topic_id", allow_null=True)
    number = serializers.IntegerField(
        allow_null=True, help_text="Of the post, where it is not the whole topic."
    )
    url = serializers.CharField(source="address")
    title = serializers.SerializerMethodField(help_text="Empty of a topic you may not read.")

    def get_title(self, source: Any) -> str:
        if source.topic:
            return source.topic.title if source.is_seen else ""
        return source.page.title if source.page else source.title


class ContributorOutput(Output):
    person = PersonOutput(source="user")
    parts = serializers.ListField(child=serializers.ChoiceField(choices=Part.choices))


class ArticlePageOutput(ArticleOutput):
    markdown = PartsOutput(source="parts", help_text="Each part as it was typed.")
    html = serializers.DictField(
        child=serializers.CharField(), help_text="By part; one that is empty is left out."
    )
    sources = SourceOutput(many=True, source="shown_sources")
    contributors = ContributorOutput(many=True, source="shown_contributors")
    note = serializers.CharField(help_text="With which it was given back, or retired.")
    successor = serializers.IntegerField(
        source="successor_id", allow_null=True, help_text="What takes a retired one's place."
    )
    doubt_count = serializers.IntegerField(help_text="Members who say that it is out of date.")


class SourceInput(Input):
    url = serializers.CharField(
        max_length=LONGEST_ADDRESS,
        help_text="Of anything, or of a topic of the same community or a post in it.",
    )
    title = OptionalText(max_length=LONGEST_TITLE)

    def validate_url(self, url: str) -> str:
        if not is_address(url) or " " in url:
            raise serializers.ValidationError(_("This is not an address."), "invalid")
        return url

    def to_internal_value(self, data: Any) -> Typed:
        return Typed(**super().to_internal_value(data))


def _text(**options: Any) -> serializers.CharField:
    return OptionalText(max_length=MAX_LENGTH, validators=[validate_markdown], **options)


class ArticleInput(Input):
    title = serializers.CharField(min_length=8, max_length=250)
    question = _text(help_text="Markdown, as are the other parts.")
    applies = _text()
    practice = _text(help_text="It cannot be proposed without.")
    exceptions = _text()
    tags = serializers.ListField(
        child=serializers.RegexField(TAG, max_length=50), max_length=MOST_TAGS, default=list
    )
    sources = serializers.ListField(child=SourceInput(), max_length=MOST_SOURCES, default=list)

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        parts = {name: data.pop(name) for name in NAMES}
        return data | {"parts": parts}


class BeginInput(ArticleInput):
    space = serializers.CharField(max_length=50, required=False, help_text="Default: the first.")


class ArticleEditInput(ArticleInput):
    version = IdField(help_text="The one you read; another is answered with 409.")
    reason = OptionalText(max_length=200)


class ReturnInput(Input):
    note = OptionalText(max_length=500, help_text="What is missing.")


class VerificationInput(Input):
    months = serializers.ChoiceField(
        choices=MONTHS, default=REVIEW_MONTHS, help_text="When to look at it again."
    )


class RetirementInput(Input):
    successor = IdField(required=False, help_text="The number of the article in its place.")
    note = OptionalText(max_length=500)


class OwnerInput(Input):
    owner = serializers.CharField(max_length=50, help_text="The handle of a member.")


class DoubtInput(Input):
    note = OptionalText(max_length=500)


class RestorationInput(Input):
    version = IdField(help_text="The current one, as you read it; another is answered with 409.")


class ArticleRevisionOutput(Output):
    number = serializers.IntegerField()
    title = serializers.CharField()
    tags = serializers.ListField(child=serializers.CharField())
    question = serializers.CharField()
    applies = serializers.CharField()
    practice = serializers.CharField()
    exceptions = serializers.CharField()
    sources = serializers.CharField(help_text="One to a line: an address, then what is there.")
    author = PersonOutput()
    created_at = serializers.DateTimeField()
    replaced_at = serializers.DateTimeField()
    replaced_by = PersonOutput()
    reason = serializers.CharField()
