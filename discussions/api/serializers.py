from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.api.serializers import PersonOutput
from core.api.paging import PageInput
from core.api.serializers import IdField, Input, OptionalText, Output
from core.markdown import MAX_LENGTH
from core.validators import validate_markdown
from discussions.listing import ORDERS, STATES
from discussions.models import Kind
from discussions.models.bookmark import LONGEST_NOTE
from discussions.models.bookmark import STATES as BOOKMARK_STATES
from discussions.models.closure import Reason
from discussions.models.reaction import LONGEST_WHY, Word
from discussions.models.template import LONGEST
from discussions.models.turn import What
from discussions.story import HEADINGS, compose, split
from discussions.tagging import MOST_TAGS
from discussions.thread import ORDERS as THREAD_ORDERS

TAG = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"


def story_part(**options: Any) -> serializers.CharField:
    return serializers.CharField(
        max_length=MAX_LENGTH,
        validators=[validate_markdown],
        allow_blank=not options.get("required", True),
        help_text="Markdown.",
        **options,
    )


class TopicsInput(PageInput):
    kind = serializers.ChoiceField(choices=Kind.choices, required=False)
    tag = serializers.CharField(required=False, max_length=50)
    space = serializers.CharField(required=False, max_length=50)
    state = serializers.ChoiceField(choices=STATES, required=False)
    sort = serializers.ChoiceField(choices=list(ORDERS), default="active")


class TopicOutput(Output):
    id = serializers.IntegerField()
    community = serializers.CharField(source="community.slug")
    space = serializers.CharField(source="space.slug")
    kind = serializers.ChoiceField(choices=Kind.choices)
    title = serializers.CharField()
    gist = serializers.CharField(help_text="The beginning of its opening post, as plain text.")
    author = PersonOutput()
    tags = serializers.ListField(child=serializers.CharField(), source="tag_names")
    created_at = serializers.DateTimeField()
    active_at = serializers.DateTimeField()
    answer_count = serializers.IntegerField()
    reply_count = serializers.IntegerField()
    useful_count = serializers.IntegerField()
    tried_count = serializers.IntegerField(help_text="How many applied what a story tells.")
    is_solved = serializers.BooleanField()
    is_closed = serializers.BooleanField()
    read_up_to = serializers.IntegerField(
        allow_null=True, help_text="The number of the last post you have read, or null."
    )
    unread_count = serializers.IntegerField(
        help_text="How many posts came since, where you track or watch the topic."
    )
    version = serializers.IntegerField()
    url = serializers.CharField(source="get_absolute_url")


class AttributionOutput(Output):
    site = serializers.CharField()
    url = serializers.CharField(help_text="Where the post is from.")
    author = serializers.CharField()
    author_url = serializers.CharField(help_text="Empty where the author has no page there.")
    licence = serializers.CharField(help_text="As the site states it: `CC BY-SA 4.0`.")
    licence_url = serializers.CharField()


class ReactionCountsOutput(Output):
    worked = serializers.IntegerField(source="worked_count")
    partly = serializers.IntegerField(source="partly_count")
    failed = serializers.IntegerField(source="failed_count")
    outdated = serializers.IntegerField(source="outdated_count")
    unsafe = serializers.IntegerField(source="unsafe_count")


class PostOutput(Output):
    number = serializers.IntegerField(help_text="Counts within the topic; 1 opens it.")
    reply_to = serializers.SerializerMethodField(help_text="The number of the post replied to.")
    author = PersonOutput(allow_null=True, help_text="Null where the post was deleted.")
    markdown = serializers.CharField(source="source")
    html = serializers.CharField()
    created_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)
    useful_count = serializers.IntegerField()
    is_useful_to_me = serializers.SerializerMethodField(help_text="You have said so.")
    is_bookmarked = serializers.SerializerMethodField(help_text="By you; nobody else is told.")
    reactions = serializers.SerializerMethodField(
        help_text="How many said what became of it; null where nobody can, as of replies."
    )
    is_deleted = serializers.SerializerMethodField()
    attribution = AttributionOutput(
        allow_null=True, help_text="What an imported post asks to be shown with; else null."
    )
    by_mail = serializers.BooleanField(help_text="It came as an email.")
    has_quoted = serializers.BooleanField(help_text="Quoted text was cut off: read it apart.")
    version = serializers.IntegerField()
    url = serializers.CharField(source="get_absolute_url")

    def get_reply_to(self, post: Any) -> int | None:
        return self.context["numbers"].get(post.parent_id) if post.parent_id else None

    def get_is_useful_to_me(self, post: Any) -> bool:
        return post.pk in self.context["marks"].useful

    def get_is_bookmarked(self, post: Any) -> bool:
        return post.pk in self.context["marks"].bookmarked

    def get_is_deleted(self, post: Any) -> bool:
        return post.deleted_at is not None

    @extend_schema_field(ReactionCountsOutput(allow_null=True))
    def get_reactions(self, post: Any) -> Any:
        return ReactionCountsOutput(post).data if post.takes_reactions else None

    def to_representation(self, post: Any) -> dict[str, Any]:
        shown = super().to_representation(post)
        if post.deleted_at:  # its place is kept, its words are not
            shown |= {"author": None, "markdown": "", "html": "", "attribution": None}
            shown["reactions"] = None
        return shown


class QuotedOutput(Output):
    quoted = serializers.CharField(help_text="Plain text.")


class StoryPartsOutput(Output):
    context = serializers.CharField()  # type: ignore[assignment]
    intended = serializers.CharField()
    happened = serializers.CharField()
    why = serializers.CharField()
    change = serializers.CharField()
    evidence = serializers.CharField()


class BannerOutput(Output):
    title = serializers.CharField()
    url = serializers.CharField()


class TurnOutput(Output):
    what = serializers.ChoiceField(choices=What.choices)
    reason = serializers.CharField(help_text="Of a closure: one of its reasons; else empty.")
    note = serializers.CharField()
    at = serializers.DateTimeField()
    name = serializers.CharField(help_text="Of whoever did it; empty where nobody knows any more.")
    handle = serializers.CharField()
    other = serializers.IntegerField(
        allow_null=True, help_text="The topic it leads to, if you may read it."
    )
    title = serializers.CharField(help_text="Of that topic; else empty.")


class TopicPageOutput(TopicOutput):
    story = StoryPartsOutput(
        allow_null=True,
        help_text="A story’s parts, where it is told in parts and on its first page.",
    )
    banner = BannerOutput(
        allow_null=True, help_text="The article that was made of this topic, if you may read it."
    )
    duplicate_of = serializers.IntegerField(
        allow_null=True, help_text="The number of the topic that has it already, where it says so."
    )
    duplicate_count = serializers.IntegerField(
        help_text="How many that you may read were closed because this one has it already."
    )
    asked_count = serializers.IntegerField(
        help_text="To how many people the question was put who may know; who, is not told."
    )
    ask = serializers.CharField(
        allow_null=True, help_text="Why the question is put to you, where it is."
    )
    is_on_agenda = serializers.BooleanField(
        allow_null=True, help_text="Is it to be taken up together? Told to facilitators."
    )
    turns = TurnOutput(
        many=True, help_text="What became of it beside what was written, the first one first."
    )
    accepted = serializers.IntegerField(allow_null=True, help_text="The accepted answer's number.")
    posts = PostOutput(many=True, help_text="In reading order.")
    next = serializers.CharField(allow_null=True, help_text="The cursor of the next answers.")


class TopicInputQuery(Input):
    after = serializers.CharField(required=False, max_length=500)
    sort = serializers.ChoiceField(choices=list(THREAD_ORDERS), required=False)


class BranchQueryInput(Input):
    after = serializers.CharField(required=False, max_length=500)


class BranchOutput(Output):
    posts = PostOutput(many=True, help_text="The post itself, then those below it as one reads.")
    next = serializers.CharField(allow_null=True, help_text="The cursor of the next replies.")


class TextInput(Input):
    markdown = serializers.CharField(
        source="source", max_length=MAX_LENGTH, validators=[validate_markdown]
    )


class StoryPartsInput(Input):
    context = story_part(required=False)  # type: ignore[assignment]
    intended = story_part()
    happened = story_part()
    why = story_part()
    change = story_part()
    evidence = story_part(required=False)


class TopicTextInput(Input):
    """Either one text, or the parts of a story, from which the text is made."""

    markdown = serializers.CharField(
        source="source", max_length=MAX_LENGTH, validators=[validate_markdown], required=False
    )
    story = StoryPartsInput(required=False, help_text="Instead of `markdown`, of a story.")

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        parts = data.pop("story", None)
        if parts is None:
            if "source" not in data:
                message = _("Send a text, or the parts of a story.")
                raise serializers.ValidationError({"markdown": [message]}, "required")
            return data
        if "source" in data or data.get("kind", Kind.STORY) != Kind.STORY:
            message = _("Parts are for stories, and take the place of a text.")
            raise serializers.ValidationError({"story": [message]}, "invalid")
        data["source"] = compose(parts)
        told = {name: parts.get(name, "").strip() for name in HEADINGS}
        if len(data["source"]) > MAX_LENGTH or split(data["source"]) != told:
            message = _(
                "A block of code is open, a part has a story’s headings, or all is too long."
            )
            raise serializers.ValidationError({"story": [message]}, "invalid")
        return data


def _template() -> serializers.CharField:
    return OptionalText(max_length=LONGEST, trim_whitespace=False, validators=[validate_markdown])


class StartInput(TopicTextInput):
    kind = serializers.ChoiceField(choices=Kind.choices, default=Kind.QUESTION)
    space = serializers.CharField(max_length=50, required=False, help_text="Default: the first.")
    title = serializers.CharField(min_length=8, max_length=250)
    tags = serializers.ListField(
        child=serializers.RegexField(TAG, max_length=50), max_length=MOST_TAGS, default=list
    )


class TemplatesInput(Input):
    question = _template()
    discussion = _template()
    announcement = _template()


class TemplatesOutput(Output):
    question = serializers.CharField(help_text="Markdown, or nothing.")
    discussion = serializers.CharField()
    announcement = serializers.CharField()


class TopicEditInput(TopicTextInput):
    title = serializers.CharField(min_length=8, max_length=250)
    tags = serializers.ListField(
        child=serializers.RegexField(TAG, max_length=50), max_length=MOST_TAGS
    )
    version = IdField(help_text="The one you read; another is answered with 409.")
    reason = OptionalText(max_length=200)


class ReplyInput(TextInput):
    reply_to = IdField(
        source="parent", required=False, help_text="The number of the post replied to."
    )


class PostEditInput(TextInput):
    version = IdField(help_text="The one you read; another is answered with 409.")
    reason = OptionalText(max_length=200)


class ClosureInput(Input):
    reason = serializers.ChoiceField(choices=Reason.choices)
    note = OptionalText(max_length=500)
    duplicate_of = IdField(required=False, help_text="The number of the topic that has it already.")

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        if data["reason"] == Reason.DUPLICATE and "duplicate_of" not in data:
            message = _("Say which topic has it already.")
            raise serializers.ValidationError({"duplicate_of": [message]}, "required")
        return data


class OriginalsInput(Input):
    q = OptionalText(
        max_length=200,
        help_text="Words of it; without them those of the topic’s own title are looked for.",
    )


class ReopeningInput(Input):
    note = serializers.CharField(max_length=500, help_text="What has changed.")


class ReactionsInput(PageInput):
    word = serializers.ChoiceField(choices=Word.choices, required=False)


class ReactionInput(Input):
    word = serializers.ChoiceField(choices=Word.choices)
    why = OptionalText(
        max_length=LONGEST_WHY, help_text="In a line. What is called unsafe needs it."
    )

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        if data["word"] == Word.UNSAFE and not data["why"]:
            raise serializers.ValidationError({"why": [_("Say why it is unsafe.")]}, "required")
        return data


class ReactionOutput(Output):
    id = serializers.IntegerField()
    word = serializers.ChoiceField(choices=Word.choices)
    why = serializers.CharField()
    person = PersonOutput(source="user")
    left_at = serializers.DateTimeField()
    post_version = serializers.IntegerField(help_text="The version of the post it was said of.")


class BookmarksInput(PageInput):
    state = serializers.ChoiceField(choices=BOOKMARK_STATES, default="all")


class BookmarkInput(Input):
    note = OptionalText(max_length=LONGEST_NOTE)
    remind_at = serializers.DateTimeField(
        required=False, default=None, allow_null=True, help_text="With its zone; later than now."
    )

    def validate_remind_at(self, value: datetime | None) -> datetime | None:
        if value and value <= timezone.now():
            raise serializers.ValidationError(_("Choose a time that is still to come."), "past")
        return value


class BookmarkOutput(Output):
    topic = serializers.IntegerField(source="post.topic_id")
    number = serializers.IntegerField(source="post.number")
    title = serializers.CharField(source="post.topic.title")
    note = serializers.CharField()
    remind_at = serializers.DateTimeField(allow_null=True)
    is_due = serializers.BooleanField()
    kept_at = serializers.DateTimeField()
    url = serializers.CharField(source="post.get_absolute_url")


class KindInput(Input):
    kind = serializers.ChoiceField(choices=Kind.choices)


class MoveInput(Input):
    space = serializers.CharField(max_length=50, help_text="The space’s address.")


class ReadMarkInput(Input):
    number = IdField()


class ReadMarkOutput(Output):
    number = serializers.IntegerField()


class RevisionOutput(Output):
    number = serializers.IntegerField()
    kind = serializers.CharField(help_text="Of an opening post: the topic’s kind then.")
    title = serializers.CharField()
    tags = serializers.ListField(child=serializers.CharField())
    markdown = serializers.CharField(source="source")
    author = PersonOutput()
    created_at = serializers.DateTimeField()
    replaced_at = serializers.DateTimeField()
    replaced_by = PersonOutput()
    reason = serializers.CharField()


class RevisionRestorationInput(Input):
    version = IdField(help_text="The one you read; another is answered with 409.")
