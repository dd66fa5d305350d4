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
from projects.models import Verdict
from projects.models.review import PARTS

SHORTEST = 8  # characters of a title, as of the article that is made of it


def _text(**options: Any) -> serializers.CharField:
    return OptionalText(max_length=MAX_LENGTH, validators=[validate_markdown], **options)


def _tags() -> serializers.ListField:
    return serializers.ListField(
        child=serializers.RegexField(TAG, max_length=50), max_length=MOST_TAGS, default=list
    )


class ReviewInput(Input):
    intended = _text(help_text="Markdown, as are the other parts.")
    happened = _text()
    why = _text()
    change = _text(help_text="What to keep, and what to change.")
    version = IdField(help_text="The one you read; another is answered with 409.")


class ReviewOutput(Output):
    """While it is written; for those who lead the project."""

    intended = serializers.CharField()
    happened = serializers.CharField()
    why = serializers.CharField()
    change = serializers.CharField()
    is_answered = serializers.BooleanField(help_text="It says enough to close the project.")
    changed_at = serializers.DateTimeField()
    version = serializers.IntegerField()


class LessonInput(Input):
    # Its length is that of what is sent, as described; the spaces around it are not kept.
    title = serializers.CharField(
        min_length=SHORTEST, max_length=200, trim_whitespace=False, help_text="As a sentence."
    )
    text = _text(help_text="Markdown: how, and why.")
    verdict = serializers.ChoiceField(choices=Verdict.choices, default=Verdict.KEEP.value)
    tags = _tags()
    is_kept = serializers.BooleanField(
        default=True, help_text="It becomes the draft of an article when the project closes."
    )

    def validate_title(self, title: str) -> str:
        if len(title.strip()) < SHORTEST:
            raise serializers.ValidationError(_("Say it in a few words."), "blank")
        return title.strip()


class LessonOutput(Output):
    id = serializers.IntegerField()
    project = serializers.IntegerField(source="project_id")
    title = serializers.CharField()
    text = serializers.CharField(help_text="Markdown, as it was typed.")
    verdict = serializers.ChoiceField(choices=Verdict.choices)
    tags = serializers.ListField(child=serializers.CharField(), source="tag_names")
    is_kept = serializers.BooleanField()
    author = PersonOutput()


class LearnedOutput(LessonOutput):
    html = serializers.CharField()
    article = serializers.SerializerMethodField(
        help_text="The number of the article made of it; null also where you may not read that."
    )

    def get_article(self, lesson: Any) -> int | None:
        made: int | None = lesson.article_id
        return made if made in self.context["seen"] else None


class ClosedReviewOutput(Output):
    id = serializers.IntegerField()
    closed_by = PersonOutput(allow_null=True)
    closed_at = serializers.DateTimeField()
    markdown = serializers.SerializerMethodField(help_text="Each part as it was typed.")
    html = serializers.DictField(
        child=serializers.CharField(), help_text="By part; one that is empty is left out."
    )
    lessons = LearnedOutput(many=True, source="kept_lessons")

    def get_markdown(self, review: Any) -> dict[str, str]:
        return {name: getattr(review, name) for name in PARTS}


class LessonsInput(PageInput):
    tag = serializers.CharField(required=False, max_length=50)
    state = serializers.ChoiceField(
        choices=Verdict.choices, required=False, help_text="To keep, or to change."
    )


class ContributionInput(Input):
    note = OptionalText(max_length=500, help_text="A word of thanks.")
    tags = _tags()


class ContributionOutput(Output):
    person = PersonOutput(source="user")
    note = serializers.CharField()
    tags = serializers.ListField(child=serializers.CharField(), source="tag_names")
    confirmed_by = PersonOutput(allow_null=True)
    is_declined = serializers.BooleanField(help_text="You do not want to be named here.")


class ProjectClosureInput(Input):
    space = serializers.CharField(
        max_length=50,
        required=False,
        help_text="Where the drafts of articles go. Default: with the project.",
    )


class DropInput(Input):
    note = serializers.CharField(max_length=500, help_text="Why it was not pursued.")


class ProjectReopeningInput(Input):
    note = OptionalText(max_length=500)
