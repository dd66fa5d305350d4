from django import forms
from django.utils.translation import gettext_lazy as _

from members.connections.models.connection import LONGEST_NOTE


class AskForm(forms.Form):
    note = forms.CharField(
        label=_("A word with it"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Where you met, or what you would like to talk about."),
    )


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(choices=[("accept", ""), ("decline", "")])

    @property
    def accepts(self) -> bool:
        return bool(self.cleaned_data["answer"] == "accept")
