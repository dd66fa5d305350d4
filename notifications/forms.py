from datetime import time
from typing import Any, Self

from django import forms
from django.utils.formats import time_format
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from notifications.models import Rhythm
from notifications.models.rhythm import OVER_ALL, Weekday
from notifications.schedule import Every

WITH_ALL = ""  # of a community: its news is in the digest over all


class RhythmForm(forms.Form):
    """When one digest comes. Day and hour are asked for also where they do not matter."""

    every = forms.ChoiceField(label=_("How often"))
    weekday = forms.TypedChoiceField(label=_("Day"), choices=Weekday, coerce=int)
    hour = forms.TypedChoiceField(label=_("Hour"), coerce=int)

    def __init__(self, scope: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prefix = scope.replace(":", "-") or "all"
        every, hour = self.fields["every"], self.fields["hour"]
        hour.choices = [(n, time_format(time(n))) for n in range(24)]  # type: ignore[attr-defined]
        every.choices = Every.choices  # type: ignore[attr-defined]
        if scope != OVER_ALL:
            every.required = False
            every.choices = [(WITH_ALL, _("With the others")), *Every.choices]  # type: ignore[attr-defined]

    @classmethod
    def of(cls, scope: str, rhythm: Rhythm | None, usual: Rhythm, data: Any) -> Self:
        shown = rhythm or usual
        every = rhythm.every if rhythm else WITH_ALL
        initial = {"every": every, "weekday": shown.weekday, "hour": shown.hour}
        return cls(scope, data, initial=initial)

    def keep(self, scope: str, *, by: User) -> None:
        if self.cleaned_data["every"] == WITH_ALL:
            Rhythm.objects.forget(scope, of=by)
        else:
            Rhythm.objects.choose(scope, by=by, **self.cleaned_data)
