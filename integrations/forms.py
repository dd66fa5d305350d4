from django import forms
from django.utils.translation import gettext_lazy as _

from integrations.models import Scope

LIFETIMES = [(30, _("30 days")), (90, _("90 days")), (365, _("A year")), (0, _("No end"))]


class AccessTokenForm(forms.Form):
    name = forms.CharField(
        label=_("What it is for"),
        max_length=100,
        help_text=_("“Weekly report”, so that you know later which one to revoke."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple
    )
    days = forms.TypedChoiceField(
        label=_("How long it is valid"), choices=LIFETIMES, coerce=int, initial=90
    )
