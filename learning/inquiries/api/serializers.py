from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from core.api.serializers import IdField, Input, Output
from learning.inquiries.models import Sort
from learning.inquiries.models.inquiry import LONGEST_CHOICE, MOST, MOST_CHOICES


class InquiryOutput(Output):
    id = serializers.IntegerField()
    words = serializers.CharField()
    sort = serializers.ChoiceField(choices=Sort.choices)
    choices = serializers.ListField(child=serializers.CharField())
    is_required = serializers.BooleanField()


class InquiryInput(Input):
    id = IdField(required=False, help_text="Of one that you say otherwise.")
    words = serializers.CharField(max_length=200)
    sort = serializers.ChoiceField(choices=Sort.choices, default=Sort.SHORT)
    choices = serializers.ListField(
        child=serializers.CharField(max_length=LONGEST_CHOICE),
        max_length=MOST_CHOICES,
        default=list,
        help_text="Of `choice`: two at least.",
    )
    is_required = serializers.BooleanField(default=False)

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        if data["sort"] == Sort.CHOICE and len(set(data["choices"])) < 2:
            raise serializers.ValidationError({"choices": _("Give two at least to choose from.")})
        return data


class InquiriesInput(Input):
    inquiries = serializers.ListField(
        child=InquiryInput(), max_length=MOST, help_text="All of them, in their order."
    )


class InquiryAnswerInput(Input):
    inquiry = IdField()
    text = serializers.CharField(max_length=1000, allow_blank=True)


class InquiryAnswerOutput(Output):
    inquiry = serializers.IntegerField(
        source="inquiry_id", allow_null=True, help_text="Null: it is asked no more."
    )
    words = serializers.CharField(help_text="As it was asked then.")
    text = serializers.CharField(help_text="Of yes or no: `yes`, `no`.")
