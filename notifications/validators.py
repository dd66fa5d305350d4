from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST_PAUSE = timedelta(days=366)


def validate_end_of_pause(day: date) -> None:
    """By the clock that is on."""
    today = timezone.localdate()
    if day <= today:
        raise ValidationError(_("Choose a day to come."), "past")
    if day > today + LONGEST_PAUSE:
        raise ValidationError(_("Choose a day within a year."), "far")
