from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from projects.related.finding import meant_by
from projects.related.models import LONGEST_URL


class RelatedForm(forms.Form):
    address = forms.CharField(
        label=_("Address"),
        max_length=LONGEST_URL,
        help_text=_(
            "Of a question, an article, a person, another project, or of a page elsewhere."
        ),
    )
    title = forms.CharField(
        label=_("What it is called"),
        required=False,
        max_length=200,
        help_text=_("Of a page elsewhere; the pages here have a title."),
    )
    why = forms.CharField(
        label=_("Why it matters here"),
        required=False,
        max_length=200,
        help_text=_("In a sentence: “The method we follow”."),
    )

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        try:
            self.meant = meant_by(self.viewer, address)
        except ValidationError as error:
            raise ValidationError(error.messages, code=error.code) from error
        return address

    @property
    def said(self) -> dict[str, Any]:
        """What a verb is given."""
        title = self.cleaned_data["title"] if "url" in self.meant else ""
        return self.meant | {"title": title, "why": self.cleaned_data["why"]}
