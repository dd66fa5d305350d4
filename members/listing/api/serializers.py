from rest_framework import serializers

from accounts.api.serializers import PersonOutput
from core.api.paging import PageInput
from core.api.serializers import Input, OptionalText, Output
from members.listing.asked import LONGEST, OVERLAPS
from members.listing.skills import LABELS, LEVELS
from members.profiles.fields import OpenTo
from members.profiles.models import FacetKind


class PeopleFilterInput(Input):
    q = OptionalText(max_length=LONGEST, help_text="Words; spelling is forgiven.")
    open_to = serializers.ChoiceField(OpenTo.choices, required=False)
    language = OptionalText(max_length=20, help_text="As BCP 47 has it: `sw`.")
    location = OptionalText(max_length=LONGEST)
    organisation = OptionalText(max_length=LONGEST)
    skill = OptionalText(max_length=20, help_text="Its `key`.")
    skill_level = serializers.ChoiceField(
        [(level.value, level.label) for level in LEVELS],
        required=False,
        help_text="At least; of the skill.",
    )
    overlap = serializers.ChoiceField(
        [(hours, hours) for hours in OVERLAPS],
        required=False,
        help_text="Hours between nine and five that they share with you.",
    )
    community = OptionalText(max_length=LONGEST, help_text="The address of one whose members.")


class PeopleInput(PageInput, PeopleFilterInput):
    pass


OF_PROFILE = ("role", "organisation", "location", "languages", "open_to", "local_time")


class PersonCardOutput(PersonOutput):
    """Of a profile what a list shows, as far as you may read it."""

    role = serializers.CharField()
    organisation = serializers.CharField()
    location = serializers.CharField()
    languages = serializers.ListField(child=serializers.CharField())
    open_to = serializers.ListField(child=serializers.ChoiceField(OpenTo.choices))
    local_time = serializers.CharField()


class PeopleFacetOutput(Output):
    kind = serializers.ChoiceField(
        [kind for kind in FacetKind.choices if kind[0] != "local_time"] + list(LABELS.items())
    )
    value = serializers.CharField(help_text="What people are asked for with.")
    label = serializers.CharField()  # type: ignore[assignment]
    count = serializers.IntegerField()


class PeopleFacetsOutput(Output):
    total = serializers.IntegerField()
    has_more = serializers.BooleanField(help_text="Whether all of the counts are lower bounds.")
    values = PeopleFacetOutput(many=True)
