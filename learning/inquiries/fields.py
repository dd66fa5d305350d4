"""The fields by which somebody answers what hosts ask, in the form with which one registers."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from learning.inquiries.models import Inquiry, InquiryAnswer, Sort
from learning.workshops.models import Registration

PREFIX = "inquiry_"


def fields_of(inquiries: Iterable[Inquiry]) -> dict[str, forms.Field]:
    return {f"{PREFIX}{one.pk}": _field(one) for one in inquiries}


def answers_of(mine: Registration) -> dict[str, str]:
    """What they said before."""
    given = InquiryAnswer.objects.filter(registration=mine).exclude(inquiry=None)
    return {f"{PREFIX}{one.inquiry_id}": one.text for one in given}


def taken_from(data: Mapping[str, Any]) -> dict[int, str]:
    """By the numbers of what is asked."""
    return {
        int(name.removeprefix(PREFIX)): text
        for name, text in data.items()
        if name.startswith(PREFIX)
    }


def _field(inquiry: Inquiry) -> forms.Field:
    usual: dict[str, Any] = {"label": inquiry.words, "required": inquiry.is_required}
    if inquiry.options:
        return forms.ChoiceField(choices=inquiry.options, widget=forms.RadioSelect, **usual)
    widget = forms.Textarea(attrs={"rows": 3}) if inquiry.sort == Sort.LONG else None
    return forms.CharField(max_length=inquiry.longest, widget=widget, **usual)
