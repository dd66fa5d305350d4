from rest_framework import serializers

from accounts.api.serializers import PersonOutput
from core.api.paging import PageInput
from core.api.serializers import IdField, Input, OptionalText, Output
from learning.ideas.listing import STATES
from learning.ideas.models import Side
from learning.ideas.models.idea import LONGEST_TEXT
from learning.ideas.models.support import LONGEST_WORDS


class IdeasInput(PageInput):
    state = serializers.ChoiceField(
        choices=STATES,
        required=False,
        help_text="`mine`: yours, or you would come or teach. Without it those that are open.",
    )


class TeachingOfferOutput(Output):
    person = PersonOutput(source="user")
    words = serializers.CharField()
    made_at = serializers.DateTimeField()


class IdeaOutput(Output):
    id = serializers.IntegerField()
    community = serializers.CharField(source="community.slug")
    space = serializers.CharField(source="space.slug")
    side = serializers.ChoiceField(
        choices=Side.choices, help_text="Whether its author would learn it, or teach it."
    )
    title = serializers.CharField()
    text = serializers.CharField(help_text="Plain text.")
    author = PersonOutput()
    added_at = serializers.DateTimeField()
    votes = serializers.IntegerField(help_text="How many would come, its author among them.")
    has_vote = serializers.BooleanField(help_text="Yours.")
    offers = TeachingOfferOutput(many=True, help_text="Those who could teach it.")
    state = serializers.ChoiceField(choices=["open", "taken_up", "closed"])
    workshop = serializers.IntegerField(
        source="shown_workshop.pk",
        default=None,
        allow_null=True,
        help_text="What was made of it, where you may read of that.",
    )
    note = serializers.CharField(help_text="With which it was closed.")
    version = serializers.IntegerField()
    url = serializers.CharField(source="get_absolute_url")


class IdeaWordsInput(Input):
    side = serializers.ChoiceField(choices=Side.choices)
    title = serializers.CharField(min_length=4, max_length=150)
    text = OptionalText(max_length=LONGEST_TEXT, help_text="Plain text.")


class IdeaInput(IdeaWordsInput):
    space = serializers.CharField(max_length=50, required=False, help_text="Default: the first.")


class IdeaEditInput(IdeaWordsInput):
    version = IdField(help_text="The one you read; another is answered with 409.")


class TeachingOfferInput(Input):
    words = OptionalText(max_length=LONGEST_WORDS, help_text="What you would bring.")


class IdeaClosingInput(Input):
    note = OptionalText(
        max_length=500, help_text="Why. Whoever closes the idea of somebody else says it."
    )
