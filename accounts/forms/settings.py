from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.errors import HandleTaken
from accounts.models import User
from accounts.zones import zone_choices


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["name", "handle", "headline"]
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "handle": forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
        }

    def clean_handle(self) -> str:
        self.instance.handle = self.cleaned_data["handle"]
        try:
            self.instance.ensure_handle_is_free()
        except HandleTaken as taken:
            raise forms.ValidationError(taken.message, code=taken.code) from taken
        return self.instance.handle


class DisplayForm(forms.ModelForm):
    timezone = forms.ChoiceField(label=_("Time zone"))
    fields: dict[str, Any]
    language = forms.ChoiceField(label=_("Language"))

    class Meta:
        model = User
        fields = ["timezone", "language", "theme", "shortcuts"]
        widgets = {"theme": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["timezone"].choices = zone_choices(self.instance.timezone)
        self.fields["language"].choices = settings.LANGUAGES
        if len(settings.LANGUAGES) == 1:
            del self.fields["language"]
