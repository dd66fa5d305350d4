from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from learning.inquiries.models import Asked, Inquiry, Sort
from learning.inquiries.models.inquiry import LONGEST_CHOICE, MOST, MOST_CHOICES


class InquiryForm(forms.Form):
    """One thing that is asked; without words it is asked no more."""

    number = forms.IntegerField(required=False, widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("What you ask"),
        required=False,
        max_length=Inquiry._meta.get_field("words").max_length,
        help_text=_("Empty it to ask this no more."),
    )
    sort = forms.ChoiceField(
        label=_("How it is answered"), choices=Sort.choices, initial=Sort.SHORT, required=False
    )
    choices = forms.CharField(
        label=_("To choose from"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Of “one of several”: each on a line of its own."),
    )
    is_required = forms.BooleanField(label=_("It has to be answered"), required=False)

    def clean_choices(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["choices"].splitlines()]
        found = list(dict.fromkeys(filter(None, lines)))
        if len(found) > MOST_CHOICES or any(len(one) > LONGEST_CHOICE for one in found):
            raise ValidationError(_("These are too many, or too long, to choose from."))
        return found

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        wants = said.get("words") and said.get("sort") == Sort.CHOICE
        if wants and len(said.get("choices", ())) < 2 and "choices" not in self.errors:
            self.add_error("choices", _("Give two at least to choose from."))
        return said

    @property
    def asked(self) -> Asked | None:
        said = self.cleaned_data
        if not said.get("words"):
            return None
        return Asked(
            words=said["words"],
            sort=said["sort"] or Sort.SHORT,
            choices=said["choices"],
            is_required=said["is_required"],
            number=said["number"],
        )


class BaseInquiries(forms.BaseFormSet):
    @property
    def asked(self) -> list[Asked]:
        found = [form.asked for form in self.forms]
        return [one for one in found if one]


Inquiries = forms.formset_factory(
    InquiryForm, formset=BaseInquiries, extra=2, max_num=MOST, absolute_max=MOST, validate_max=True
)


def begun_with(inquiries: list[Inquiry]) -> list[dict[str, Any]]:
    return [
        {
            "number": one.pk,
            "words": one.words,
            "sort": one.sort,
            "choices": "\n".join(one.choices),
            "is_required": one.is_required,
        }
        for one in inquiries
    ]
