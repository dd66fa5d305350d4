from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.profiles.levels import Level
from members.skills.models import Skill
from members.skills.models.endorsement import LONGEST_NOTE

CHOICES = 8


class MeaningForm(forms.Form):
    """Which skill: one of those like the words that were typed."""

    words = forms.CharField(
        label=_("Which skill is it?"),
        max_length=100,
        help_text=_("What it is called, or how it begins. A slip of the pen does no harm."),
    )
    skill = forms.ModelChoiceField(Skill.objects.all(), required=False)

    @property
    def typed(self) -> str:
        return str(self["words"].value() or "")

    def found(self) -> list[Skill]:
        return list(Skill.objects.like(self.typed)[:CHOICES])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and cleaned.get("skill") is None:
            self.add_error("words", _("Choose one of those that are found, or leave it."))
        return cleaned


class SeenByForm(forms.Form):
    seen_by = forms.ChoiceField(choices=Level.choices, required=False)


class NoteForm(forms.Form):
    note = forms.CharField(max_length=LONGEST_NOTE, required=False)
