from django import forms
from django.utils.translation import gettext_lazy as _

from learning.workshops.models import Registration


class DeclineForm(forms.Form):
    note = forms.CharField(
        label=_("A kind word"),
        required=False,
        max_length=Registration._meta.get_field("note").max_length,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("They read it with your answer: why, and what they could do instead."),
    )
