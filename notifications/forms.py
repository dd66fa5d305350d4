from datetime import time

from django import forms
from django.utils.formats import time_format
from django.utils.translation import gettext_lazy as _

from notifications.models import Preference


class PreferenceForm(forms.ModelForm):
    digest_hour = forms.TypedChoiceField(label=_("Hour"), coerce=int)

    class Meta:
        model = Preference
        fields = ["mails_digest", "digest_weekday", "digest_hour"]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        hours = [(hour, time_format(time(hour))) for hour in range(24)]
        self.fields["digest_hour"].choices = hours  # type: ignore[attr-defined]
