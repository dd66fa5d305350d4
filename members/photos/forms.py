from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.photos.squaring import Crop
from members.profiles.levels import Level


def _part() -> forms.FloatField:
    widget = forms.HiddenInput()
    return forms.FloatField(required=False, min_value=0, max_value=1, widget=widget)


class PhotoForm(forms.Form):
    file = forms.FileField(
        label=_("A picture of you"),
        help_text=_("PNG, JPEG or WebP. Where and when it was taken is not kept."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    left, top, side = _part(), _part(), _part()
    level = forms.ChoiceField(label=_("Who sees it"), choices=Level.choices)

    @property
    def crop(self) -> Crop:
        said: dict[str, Any] = self.cleaned_data
        return Crop(said["left"], said["top"], said["side"] or 1.0)
