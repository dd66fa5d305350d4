from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from accounts.api.serializers import PersonOutput
from accounts.models import Dye
from core.api.paging import PageInput
from core.api.serializers import IdField, Input, OptionalText, Output
from core.validators import validate_markdown
from learning.badges import earning
from learning.badges.medal import Shape
from learning.badges.models import AwardState, BadgeState
from learning.badges.models.award import LONGEST_REASON, LONGEST_WORDS
from learning.badges.models.badge import LONGEST_CRITERIA, MOST_MONTHS, MOST_TIMES
from learning.credentials.verifying import FAILS, HOLDS, UNKNOWN

OUTCOMES = (HOLDS, FAILS, UNKNOWN)


class BadgesInput(PageInput):
    state = serializers.ChoiceField(
        choices=BadgeState.choices,
        required=False,
        help_text="Without it those that are given; `draft` is for facilitators.",
    )


class BadgeOutput(Output):
    id = serializers.IntegerField()
    community = serializers.CharField(source="community.slug")
    title = serializers.CharField()
    description = serializers.CharField()
    state = serializers.ChoiceField(choices=BadgeState.choices)
    shape = serializers.ChoiceField(choices=Shape.choices)
    dye = serializers.ChoiceField(choices=Dye.choices)
    rule = serializers.CharField(help_text="By which it is proposed; empty: by hand alone.")
    times = serializers.IntegerField(allow_null=True, help_text="How often, by the rule.")
    course = serializers.IntegerField(
        source="course_id", allow_null=True, help_text="Which, by `course_finished`; or null."
    )
    months = serializers.IntegerField(allow_null=True, help_text="It holds for; null: for good.")
    version = serializers.IntegerField()
    picture = serializers.CharField(source="picture_address", help_text="A square PNG.")
    url = serializers.CharField(source="get_absolute_url")


class WholeBadgeOutput(BadgeOutput):
    criteria = serializers.CharField(help_text="Markdown.")
    criteria_html = serializers.CharField()
    skill = serializers.CharField()
    skill_address = serializers.CharField()
    framework = serializers.CharField()
    defined_by = PersonOutput()
    created_at = serializers.DateTimeField()
    published_at = serializers.DateTimeField(allow_null=True)
    retired_at = serializers.DateTimeField(allow_null=True)


class BadgeInput(Input):
    title = serializers.CharField(min_length=3, max_length=100)
    description = serializers.CharField(max_length=500)
    criteria = serializers.CharField(
        max_length=LONGEST_CRITERIA, validators=[validate_markdown], help_text="Markdown."
    )
    shape = serializers.ChoiceField(choices=Shape.choices, default=Shape.OCTAGON)
    dye = serializers.ChoiceField(
        choices=Dye.choices, required=False, help_text="Default: the community’s."
    )
    rule = OptionalText(
        max_length=30,
        help_text="`workshops_taught`, `workshops_attended`, `courses_finished`, "
        "`course_finished`, `accepted_answers`, `skills_practised`, `skills_experienced`, "
        "or empty.",
    )
    course = IdField(
        required=False,
        allow_null=True,
        default=None,
        help_text="With `course_finished`: which, of those that are published and you may read.",
    )
    times = serializers.IntegerField(
        min_value=1, max_value=MOST_TIMES, required=False, allow_null=True, default=None
    )
    months = serializers.IntegerField(
        min_value=1, max_value=MOST_MONTHS, required=False, allow_null=True, default=None
    )
    skill = OptionalText(max_length=200, help_text="As a published framework calls it.")
    skill_address = serializers.URLField(
        max_length=500, required=False, default="", allow_blank=True
    )
    framework = OptionalText(max_length=100)

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        if data["rule"] and not earning.rule_named(data["rule"]):
            raise serializers.ValidationError({"rule": [_("There is no such rule.")]})
        if bool(data["course"]) != (data["rule"] == earning.COURSE):
            message = _("The rule “course_finished” names a course, and no other does.")
            raise serializers.ValidationError({"course": [message]})
        if data["course"]:
            data["times"] = 1
        if bool(data["rule"]) != bool(data["times"]):
            raise serializers.ValidationError({"times": [_("A rule says from how many on.")]})
        if bool(data["skill"]) != bool(data["skill_address"]):
            message = _("A skill has a name and an address, or is left out.")
            raise serializers.ValidationError({"skill": [message]})
        return data


class BadgeEditInput(BadgeInput):
    version = IdField(help_text="The one you read; another is answered with 409.")


class PictureInput(Input):
    upload = serializers.CharField(
        max_length=32, help_text="The key of a picture that you sent to `/uploads/`."
    )


class AwardOutput(Output):
    key = serializers.UUIDField()
    badge = serializers.IntegerField(source="badge_id")
    title = serializers.CharField(source="badge.title")
    community = serializers.CharField(source="badge.community.slug")
    person = PersonOutput(source="user")
    state = serializers.ChoiceField(choices=AwardState.choices)
    is_shown = serializers.BooleanField(help_text="To others than its member and facilitators.")
    words = serializers.CharField()
    evidence = serializers.CharField()
    proposed_at = serializers.DateTimeField()
    issued_at = serializers.DateTimeField(allow_null=True)
    expires_at = serializers.DateTimeField(allow_null=True)
    revoked_at = serializers.DateTimeField(allow_null=True)
    url = serializers.CharField(source="get_absolute_url")


class WholeAwardOutput(AwardOutput):
    credential = serializers.JSONField(
        allow_null=True, help_text="Open Badges 3.0, with the signature in it."
    )
    token = serializers.CharField(help_text="The same, with the signature around it.")
    reason = serializers.CharField(
        source="shown_reason", help_text="With which it was taken back; for its member."
    )


class AwardInput(Input):
    member = serializers.CharField(max_length=30, help_text="A handle, of a member.")
    words = serializers.CharField(
        max_length=LONGEST_WORDS, help_text="For what; it becomes part of the badge."
    )
    evidence = serializers.URLField(max_length=500, required=False, default="", allow_blank=True)


class RevocationInput(Input):
    reason = serializers.CharField(max_length=LONGEST_REASON, help_text="Its member reads it.")


class ShowingInput(Input):
    is_shown = serializers.BooleanField()


class CheckOutput(Output):
    name = serializers.CharField()
    outcome = serializers.ChoiceField(choices=OUTCOMES)
    words = serializers.CharField()


class VerdictOutput(Output):
    outcome = serializers.ChoiceField(
        choices=OUTCOMES, help_text="A badge is proven when all its checks hold."
    )
    checks = CheckOutput(many=True)


class BroughtInput(Input):
    credential = serializers.CharField(
        max_length=1_000_000, help_text="A badge as text: JSON, a token, or an SVG."
    )
