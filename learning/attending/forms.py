from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from learning.attending.models import Reach
from learning.attending.models.message import LONGEST
from learning.workshops.models import Workshop
from learning.workshops.models.states import modes_of


class CheckInForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        help_text=_("Six signs, as they are shown at the door or on the screen."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class MessageForm(forms.Form):
    reach = forms.ChoiceField(
        label=_("To whom"), choices=Reach.choices, initial=Reach.SEATED, widget=forms.RadioSelect
    )
    mode = forms.ChoiceField(label=_("How they come"), required=False, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("What you have to say"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("They get it as a notice and by email, as they have chosen, in your name."),
    )
    nonce = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        modes = modes_of(workshop)
        if len(modes) == 1:
            del self.fields["mode"]  # there is nothing to choose
            return
        mode = cast(forms.ChoiceField, self.fields["mode"])
        mode.choices = [("", _("In either way")), *((one.value, one.label) for one in modes)]
