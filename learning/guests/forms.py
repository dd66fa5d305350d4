from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from learning.guests.models import Guest
from learning.workshops.forms import RegistrationForm


class GuestForm(RegistrationForm):
    """What a member says who registers, and who it is."""

    name = forms.CharField(
        label=_("Your name"), max_length=Guest._meta.get_field("name").max_length
    )
    email = forms.EmailField(
        label=_("Your email address"),
        help_text=_("We write to it, for you to confirm that you come. Hosts do not see it."),
    )
    field_order = ("name", "email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("shows_name", None)  # to others, guests are not named

    def said(self) -> dict[str, Any]:
        said = super().said()
        return said | {"answers": {str(number): text for number, text in said["answers"].items()}}
