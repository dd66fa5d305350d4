from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.validators import validate_name
from accounts.zones import known_zone


class NewUserForm(forms.Form):
    """What both ways to sign up ask for besides an address; allauth builds its forms on this.

    It imports nothing of allauth, whose forms import it.
    """

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        validators=[validate_name],
        widget=forms.TextInput(attrs={"autocomplete": "name", "data-names-handle": "id_username"}),
    )
    timezone = forms.CharField(
        required=False, widget=forms.HiddenInput(attrs={"data-browser-zone": ""})
    )

    field_order = ["name", "email", "username", "password1", "timezone"]

    def clean_timezone(self) -> str:
        return known_zone(self.cleaned_data["timezone"])

    def signup(self, request: HttpRequest, user: Any) -> None:
        """allauth asks for it; the adapter has saved everything."""
