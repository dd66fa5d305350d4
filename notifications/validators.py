from datetime import date, time, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST_PAUSE = timedelta(days=366)


def validate_quiet_hours(quiet_from: time | None, quiet_to: time | None) -> None:
    """Both, or neither; what is missing is named."""
    if (quiet_from is None) == (quiet_to is None):
        return
    missing = "quiet_from" if quiet_from is None else "quiet_to"
    raise ValidationError({missing: ValidationError(_("Say both hours, or neither."), "required")})


def validate_end_of_pause(day: date) -> None:
    """By the clock that is on."""
    today = timezone.localdate()
    if day <= today:
        raise ValidationError(_("Choose a day to come."), "past")
    if day > today + LONGEST_PAUSE:
        raise ValidationError(_("Choose a day within a year."), "far")
