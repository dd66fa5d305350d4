from dataclasses import replace
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from communities.models import Space
from learning.series.errors import TooMany
from learning.series.recurring import DAYS, MOST, MOST_BETWEEN, Dates, Rule, Timetable, until_of
from learning.workshops.forms import DATE, InSpaceForm, TimeForm, WordsForm
from learning.workshops.when import When

RHYTHMS = [
    ("day", _("Every day, or every few days")),
    ("week", _("Every week, on the days below")),
    ("nth", _("Every month on the same weekday, as “the second Tuesday”")),
    ("last", _("Every month on the last such weekday, as “the last Friday”")),
    ("date", _("Every month on the same date, as “the 14th”")),
]
FROM_THE_END_ON = 28  # of a month: a fifth Friday is the last


def _times(label: Any, hint: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=1, max_value=MOST, help_text=hint
    )


def _until(hint: Any) -> forms.DateField:
    return forms.DateField(label=_("Or until"), required=False, widget=DATE, help_text=hint)


def one_of(said: dict[str, Any]) -> None:
    """Raises ValidationError where both, or neither, of two ways to end are said."""
    if bool(said.get("times")) == bool(said.get("until")):
        raise ValidationError(_("Say either how often, or until when."), code="end")


class RhythmForm(TimeForm):
    """When the first is, and how it repeats; ``said["timetable"]`` is what that means."""

    rhythm = forms.ChoiceField(
        label=_("It repeats"), choices=RHYTHMS, initial="week", widget=forms.RadioSelect
    )
    days = forms.MultipleChoiceField(
        label=_("On these days of the week"),
        required=False,
        choices=[(day, WEEKDAYS[number]) for number, day in enumerate(DAYS)],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None: on that of the first day."),
    )
    interval = forms.IntegerField(
        label=_("How many days, weeks or months apart"),
        initial=1,
        min_value=1,
        max_value=MOST_BETWEEN,
        help_text=_("1: each of them. 2: every other one."),
    )
    times = _times(_("How often"), _("How many dates there are in all, sixty at most."))
    until = _until(_("The last day on which one can be."))

    planned: Dates | None = None  # for who wants to see the days before they send it

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if "when" in said and {"rhythm", "interval"} <= said.keys():
            try:
                one_of(said)
                said["timetable"] = self._timetable(said, said["when"])
                self.planned = said["timetable"].dates()
            except ValidationError as error:
                self.add_error("times", error)
        if self.planned and len(self.planned.whens) > MOST:
            self.add_error("times", ValidationError(TooMany.message, code="too_many"))
        return said

    def _timetable(self, said: dict[str, Any], when: When) -> Timetable:
        until = said.get("until")
        rule = replace(
            _rule(said["rhythm"], said["days"], when),
            interval=said["interval"],
            times=said.get("times"),
            until=until_of(until, when.zone) if until else None,
        )
        rule.check()
        return Timetable.of(rule, when)


def _rule(rhythm: str, days: list[str], when: When) -> Rule:
    day = when.begins
    name = DAYS[day.weekday()]
    return {
        "day": Rule("DAILY"),
        "week": Rule("WEEKLY", days=tuple(days)),
        "nth": Rule("MONTHLY", days=(_place(day.day) + name,)),
        "last": Rule("MONTHLY", days=("-1" + name,)),
        "date": Rule("MONTHLY", day_of_month=day.day),
    }[rhythm]


def _place(day: int) -> str:
    return "-1" if day > FROM_THE_END_ON else str((day - 1) // 7 + 1)


RHYTHM = tuple(RhythmForm.base_fields)


class SeriesForm(WordsForm, RhythmForm, InSpaceForm):
    """All of one that is proposed."""


class SeriesEditForm(WordsForm):
    """What is handed out is of each workshop, and not asked for here."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, space: Space, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.space_of_it = space


class ExtendForm(forms.Form):
    times = _times(_("How many more"), _("Of the dates that come next."))
    until = _until(_("All that come next, to this day."))

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not self.errors:
            one_of(said)
            until = said.get("until")
            said["until"] = until_of(until, self.zone) if until else None
        return said


def forget_all_but_rhythm(form: forms.Form) -> None:
    """What else is missing yet is not said to who only looks at the days."""
    for name in set(form.errors) - set(RHYTHM):
        cast(dict[str, Any], form.errors).pop(name)
