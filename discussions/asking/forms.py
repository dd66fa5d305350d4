from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from discussions.errors import StepsOutOfOrder
from discussions.models import Ladder, Readiness

DAY = 24
OFFERED_HOURS = (4, 12, 24, 48, 72, 120, 168, 336, 720)
OFFERED_CAPS = (1, 2, 3, 5, 10)


def span(hours: int) -> str:
    if hours % DAY:
        return ngettext("after %(n)d hour", "after %(n)d hours", hours) % {"n": hours}
    days = hours // DAY
    return ngettext("after %(n)d day", "after %(n)d days", days) % {"n": days}


class LadderForm(forms.ModelForm):
    """Each step by hours that are offered, and by the one that is chosen now."""

    class Meta:
        model = Ladder
        fields = ("members_after", "followers_after", "facilitators_after")
        labels = {
            "members_after": _("Up to three members who may know"),
            "followers_after": _("Followers of its tags"),
            "facilitators_after": _("Facilitators and owners"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fields:
            hours = sorted({*OFFERED_HOURS, getattr(self.instance, name) or OFFERED_HOURS[0]})
            self.fields[name] = forms.TypedChoiceField(
                label=self.fields[name].label,
                choices=[*((h, span(h)) for h in hours), ("", _("never"))],
                coerce=int,
                empty_value=None,
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        try:
            Ladder(**data).ensure_in_order()
        except StepsOutOfOrder as error:
            self.add_error(None, str(error))
        return data


class ReadinessForm(forms.ModelForm):
    weekly_cap = forms.TypedChoiceField(label=_("At most so many in a week"), coerce=int)

    class Meta:
        model = Readiness
        fields = ("is_willing", "weekly_cap", "paused_until")
        widgets = {"paused_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        caps = sorted({*OFFERED_CAPS, self.instance.weekly_cap})
        cast(forms.TypedChoiceField, self.fields["weekly_cap"]).choices = [(n, n) for n in caps]

    def clean_paused_until(self) -> Any:
        """A day that has come is no pause any more."""
        day = self.cleaned_data["paused_until"]
        return day if day and day > timezone.localdate() else None
