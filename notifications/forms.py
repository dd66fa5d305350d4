from datetime import date, time, timedelta
from typing import Any, Self

from django import forms
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from notifications.models import Preference, Rhythm
from notifications.models.rhythm import OVER_ALL, Weekday
from notifications.schedule import Every
from notifications.validators import validate_end_of_pause, validate_quiet_hours

HOUR = 60
OFFERED_MINUTES = (0, 5, 10, 30, HOUR, 4 * HOUR)
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


class QuietForm(forms.Form):
    """Minutes that are offered, and those that are chosen now."""

    quiet_minutes = forms.TypedChoiceField(label=_("Wait for more of a topic"), coerce=int)
    quiet_from = forms.TimeField(
        label=_("No email from"), required=False, widget=forms.TimeInput({"type": "time"}, "%H:%M")
    )
    quiet_to = forms.TimeField(
        label=_("to"), required=False, widget=forms.TimeInput({"type": "time"}, "%H:%M")
    )

    def __init__(self, data: Any = None, *, preference: Preference) -> None:
        initial = {
            "quiet_minutes": preference.minutes,
            "quiet_from": preference.quiet_from,
            "quiet_to": preference.quiet_to,
        }
        super().__init__(data, initial=initial)
        offered = sorted({*OFFERED_MINUTES, preference.minutes})
        self.fields["quiet_minutes"].choices = [(n, _span(n)) for n in offered]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors:
            validate_quiet_hours(data["quiet_from"], data["quiet_to"])
        return data


class PauseForm(forms.Form):
    """A week, until Monday, or until a day: by the clock of whoever asks."""

    until = forms.ChoiceField(choices=[("week", ""), ("monday", ""), ("day", "")])
    day = forms.DateField(
        label=_("Until a day"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        day = self._day(data.get("until"), data.get("day"))
        if day is None:
            if not self.errors:
                self.add_error("day", _("Choose a day."))
            return data
        try:
            validate_end_of_pause(day)
        except forms.ValidationError as error:
            self.add_error("day", error)
        return data | {"day": day}

    def _day(self, until: str | None, day: date | None) -> date | None:
        today = timezone.localdate()
        if until == "week":
            return today + timedelta(days=7)
        if until == "monday":
            return today + timedelta(days=7 - today.weekday())
        return day


def _span(minutes: int) -> str:
    if not minutes:
        return str(_("not at all"))
    if minutes % HOUR:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    hours = minutes // HOUR
    return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
