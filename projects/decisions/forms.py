from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.markdown import MAX_LENGTH
from core.validators import validate_markdown
from projects.models import Decision, Meeting, Project


class MeetingField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Meeting) -> str:
        return f"{obj.title}, {date_format(obj.held_on)}"


class DecisionForm(forms.Form):
    title = forms.CharField(
        label=_("What was decided"),
        min_length=4,
        max_length=Decision._meta.get_field("title").max_length,
        help_text=_("In one sentence: “One phone number on the sheet, not three”."),
    )
    why = forms.CharField(
        label=_("Why"),
        max_length=MAX_LENGTH,
        validators=[validate_markdown],
        widget=forms.Textarea,
        help_text=_("What spoke for it. Link the topic or update in which it was talked about."),
    )
    alternatives = forms.CharField(
        label=_("What else was thought of"),
        required=False,
        max_length=MAX_LENGTH,
        validators=[validate_markdown],
        widget=forms.Textarea,
        help_text=_("And why not. It spares others the same talk in a year."),
    )
    decided_on = forms.DateField(
        label=_("On which day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    decided_by = forms.CharField(
        label=_("By whom"),
        required=False,
        max_length=Decision._meta.get_field("decided_by").max_length,
        help_text=_("In words: “all five at the meeting”, “the two leads”."),
    )
    meeting = MeetingField(
        label=_("In which meeting"),
        queryset=Meeting.objects.none(),
        required=False,
        empty_label=_("in none"),
    )
    instead_of = forms.ModelChoiceField(
        label=_("In place of"),
        queryset=Decision.objects.none(),
        required=False,
        empty_label=_("no earlier decision"),
    )
    nonce = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        earlier = Decision.objects.standing().filter(project=project).order_by("-decided_on", "-pk")
        cast(forms.ModelChoiceField, self.fields["instead_of"]).queryset = earlier
        held = Meeting.objects.filter(project=project).order_by("-held_on", "-pk")
        cast(forms.ModelChoiceField, self.fields["meeting"]).queryset = held

    def clean_decided_on(self) -> Any:
        day = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day is still to come."), code="future")
        return day


class DecisionEditForm(DecisionForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["nonce"], self.fields["instead_of"]
