"""When somebody is reminded: by the clock that they live by."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

MORNING, EVENING = time(9), time(20)
WEEK = 7


class When(TextChoices):
    TONIGHT = "tonight", _("Tonight")
    TOMORROW = "tomorrow", _("Tomorrow morning")
    NEXT_WEEK = "next_week", _("Next Monday morning")
    ON_DATE = "date", _("On a date")


def moment_of(when: str, *, now: datetime, zone: ZoneInfo, day: date | None = None) -> datetime:
    """``day`` is the date, where one was chosen."""
    here = now.astimezone(zone)
    if when == When.TONIGHT:
        return datetime.combine(here, EVENING, zone)
    days = {When.TOMORROW.value: 1, When.NEXT_WEEK.value: WEEK - here.weekday()}
    chosen = day or here.date() + timedelta(days=days[when])
    return datetime.combine(chosen, MORNING, zone)
