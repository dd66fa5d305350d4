from typing import Any

from rest_framework import serializers

from accounts.api.serializers import PersonOutput
from core.api.serializers import Input, OptionalText, Output
from members.profiles.levels import Level
from members.skills.knowing import LONGEST
from members.skills.models.endorsement import LONGEST_NOTE
from members.skills.rules import SkillLevel
from members.skills.shown import Proof, Shown


class SkillOutput(Output):
    uri = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    sort = serializers.CharField()
    description = serializers.CharField()


class SkillsInput(Input):
    q = serializers.CharField(max_length=100, help_text="Its name, or nearly so.")


class MeaningOutput(Output):
    tag = serializers.CharField(source="name")
    skill = SkillOutput(source="meaning.skill", allow_null=True, default=None)


class MeaningInput(Input):
    skill = serializers.CharField(max_length=200, help_text="The skill’s `uri`.")


class SkillOfOutput(Output):
    key = serializers.CharField(source="known.key")
    label = serializers.CharField(source="known.label")  # type: ignore[assignment]
    uri = serializers.CharField(
        source="known.uri", help_text="Empty where it is a community’s own word."
    )
    community = serializers.CharField(
        source="known.community.slug", default="", help_text="Whose word it is."
    )
    level = serializers.ChoiceField(
        SkillLevel.choices, help_text="By what you may see of what shows it."
    )
    count = serializers.IntegerField(help_text="How many things show it.")


class EndorsementOutput(Output):
    id = serializers.IntegerField()
    by = PersonOutput()
    note = serializers.CharField()
    at = serializers.DateTimeField()
    is_shown = serializers.BooleanField()


class EndorsementInput(Input):
    note = OptionalText(max_length=LONGEST_NOTE)


class EvidenceOutput(Output):
    id = serializers.IntegerField(source="row.pk")
    kind = serializers.CharField(source="row.kind", help_text="`answer`, `article`, `workshop`…")
    title = serializers.CharField(source="entry.name")
    url = serializers.CharField(source="entry.url")
    at = serializers.DateTimeField(source="row.at")
    witness = PersonOutput(allow_null=True, help_text="Who vouches for it by what they did.")
    is_shown = serializers.BooleanField(source="row.is_shown")
    endorsements = EndorsementOutput(many=True)
    may_endorse = serializers.BooleanField(help_text="Whether you may: you had a part in it.")


class SkillShownOutput(SkillOfOutput):
    evidence = EvidenceOutput(many=True)


class OwnSkillOutput(SkillOfOutput):
    seen_by = serializers.ChoiceField(Level.choices, allow_blank=True)


class SeenByInput(Input):
    seen_by = serializers.ChoiceField(
        Level.choices,
        allow_blank=True,
        help_text="Of those who may see what shows it; empty: all of them.",
    )


class EvidenceInput(Input):
    is_shown = serializers.BooleanField()


class WhoKnowsInput(Input):
    q = serializers.CharField(max_length=LONGEST, help_text="What it is about, in your words.")


class TextOutput(Output):
    title = serializers.CharField(source="name")
    url = serializers.CharField()


class KnowerOutput(Output):
    person = PersonOutput()
    skills = SkillOfOutput(many=True)
    texts = TextOutput(many=True, help_text="Of theirs, that say something of it.")
    is_open = serializers.BooleanField(help_text="Whether they are open to being asked.")
    ask_in = serializers.CharField(
        source="ask_in.slug",
        default="",
        help_text="A community of you both, if they are open to being asked.",
    )


def shown_output(shown: Shown, proofs: list[Proof]) -> dict[str, Any]:
    return SkillOfOutput(shown).data | {"evidence": EvidenceOutput(proofs, many=True).data}


def own_output(shown: Shown, seen_by: str) -> dict[str, Any]:
    return SkillOfOutput(shown).data | {"seen_by": seen_by}
