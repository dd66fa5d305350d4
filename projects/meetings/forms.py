from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.markdown import MAX_LENGTH
from core.validators import validate_markdown
from projects.models import Meeting


class MeetingForm(forms.Form):
    title = forms.CharField(
        label=_("What it was about"),
        min_length=4,
        max_length=Meeting._meta.get_field("title").max_length,
        help_text=_("In a few words: “Second look at the sheet”."),
    )
    held_on = forms.DateField(
        label=_("On which day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    attended = forms.CharField(
        label=_("Who was there"),
        required=False,
        max_length=Meeting._meta.get_field("attended").max_length,
        help_text=_("In words: “Amina, Tane, two nurses of ward 4”."),
    )
    notes = forms.CharField(
        label=_("What was said"),
        max_length=MAX_LENGTH,
        validators=[validate_markdown],
        widget=forms.Textarea,
        help_text=_(
            "Begin what is to be done with “- [ ]”, a line each: one button makes tasks of these."
        ),
        error_messages={"required": _("Write something first.")},
    )
    nonce = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def clean_held_on(self) -> Any:
        day = self.cleaned_data["held_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day is still to come."), code="future")
        return day


class MeetingEditForm(MeetingForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["nonce"]
