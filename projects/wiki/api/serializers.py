from rest_framework import serializers

from accounts.api.serializers import PersonOutput
from core.api.serializers import IdField, Input, OptionalText, Output
from core.markdown import MAX_LENGTH
from core.validators import validate_markdown


class PageOutput(Output):
    id = serializers.IntegerField()
    project = serializers.IntegerField(source="project_id")
    below = serializers.IntegerField(
        source="parent_id", allow_null=True, help_text="The page that it hangs below."
    )
    title = serializers.CharField()
    gist = serializers.CharField(help_text="How it begins, as plain text.")
    changed_by = PersonOutput()
    changed_at = serializers.DateTimeField()
    created_at = serializers.DateTimeField()
    version = serializers.IntegerField()
    url = serializers.CharField(source="get_absolute_url")


class WholePageOutput(PageOutput):
    author = PersonOutput()
    markdown = serializers.CharField(source="source")
    html = serializers.CharField()


class DeletedPageOutput(Output):
    id = serializers.IntegerField()
    title = serializers.CharField()
    deleted_by = PersonOutput(allow_null=True)
    deleted_at = serializers.DateTimeField()


class WordsInput(Input):
    title = serializers.CharField(max_length=120)
    markdown = OptionalText(
        source="source",
        max_length=MAX_LENGTH,
        validators=[validate_markdown],
        help_text="`[[Title]]` makes a link to the page of that title.",
    )


class PageInput(WordsInput):
    below = IdField(source="parent", required=False, allow_null=True, default=None)


class PageEditInput(WordsInput):
    version = IdField(help_text="The one you read; another is answered with 409.")
    reason = OptionalText(max_length=200)


class PagePlaceInput(Input):
    below = IdField(
        source="parent", allow_null=True, help_text="The page to put it below; null: the top."
    )
    before = IdField(
        required=False,
        allow_null=True,
        default=None,
        help_text="One of those there; without it the page is the last of them.",
    )


class PageRestorationInput(Input):
    version = IdField(help_text="The current one, as you read it; another is answered with 409.")


class PageRevisionOutput(Output):
    number = serializers.IntegerField()
    title = serializers.CharField()
    markdown = serializers.CharField(source="source")
    author = PersonOutput()
    created_at = serializers.DateTimeField()
    replaced_at = serializers.DateTimeField()
    replaced_by = PersonOutput()
    reason = serializers.CharField()
