from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.api.serializers import Input, OptionalText, Output
from search.facets import Value
from search.kinds import all_kinds

# Addresses are read when every app has declared its own.
KINDS = [(known.kind, known.tab) for known in all_kinds()]


class SuggestionsInput(Input):
    q = OptionalText(
        max_length=1000,
        help_text='Words, "a phrase", -without, and operators: `tag:`, `author:`, `in:`, `kind:`,'
        " `is:`, `after:`, `before:`.",
    )
    community = serializers.CharField(required=False, max_length=100)
    space = serializers.CharField(required=False, max_length=100)
    tag = serializers.CharField(required=False, max_length=100)
    author = serializers.CharField(required=False, max_length=100)
    topic = serializers.CharField(
        required=False, max_length=100, help_text="A kind of topic, such as `story`."
    )

    state = serializers.CharField(
        required=False, max_length=100, help_text="As `is:` in a query, such as `solved`."
    )
    since = serializers.CharField(
        required=False, max_length=100, help_text="Written from this day, month or year on."
    )
    before = serializers.CharField(required=False, max_length=100)


class SearchInput(SuggestionsInput):
    kind = serializers.ChoiceField(choices=KINDS, required=False)
    after = serializers.CharField(required=False, max_length=500)


class ResultOutput(Output):
    kind = serializers.CharField()
    id = serializers.IntegerField(source="object_id")
    url = serializers.CharField()
    title = serializers.CharField(help_text="HTML: escaped, with <mark> where words were found.")
    extract = serializers.CharField(help_text="HTML, like the title.")
    author = serializers.CharField(source="author.handle", default=None, allow_null=True)
    community = serializers.CharField(source="home.slug", default=None, allow_null=True)
    tags = serializers.ListField(child=serializers.CharField())
    created_at = serializers.DateTimeField()
    active_at = serializers.DateTimeField()


class SuggestionsOutput(Output):
    items = ResultOutput(many=True)
    corrected = serializers.CharField(
        allow_null=True, help_text="What was searched instead, because the query found nothing."
    )


class FacetValueOutput(Output):
    q = serializers.SerializerMethodField(help_text="What narrows the query to these: `is:solved`.")
    name = serializers.CharField(source="label")
    count = serializers.IntegerField()

    @extend_schema_field(str)
    def get_q(self, value: Value) -> str:
        return " ".join(map(str, value.terms))


class FacetOutput(Output):
    facet = serializers.CharField(source="name")
    name = serializers.CharField(source="label")
    values = FacetValueOutput(many=True)


class SearchOutput(SuggestionsOutput):
    facets = FacetOutput(many=True, help_text="Of what was ranked; empty on later pages.")
    total = serializers.IntegerField(help_text="How many were ranked, a thousand at most.")
    next = serializers.CharField(allow_null=True, help_text="The cursor of the next page, or null.")
