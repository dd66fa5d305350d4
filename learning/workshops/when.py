"""When a workshop is: a time of the clocks in one zone, which every page names."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from core.formats import zone_of


@dataclass(frozen=True)
class When:
    starts_at: datetime
    ends_at: datetime
    zone: str  # an IANA name, as it was chosen

    @classmethod
    def on(cls, begins: datetime, ends: datetime, zone: str) -> Self:
        """Of two moments; kept as UTC, so that one moment is written in one way."""
        return cls(begins.astimezone(UTC), ends.astimezone(UTC), zone)

    def within(self, zone: Any) -> str:
        """``Tuesday 1 December 2026, 15:00–16:30, Berlin (UTC+1)``"""
        begins, ends = self.starts_at.astimezone(zone), self.ends_at.astimezone(zone)
        said = f"{_day(begins)}, {begins:%H:%M}–"
        if ends.date() != begins.date():
            said = f"{_day(begins)}, {begins:%H:%M} – {_day(ends)}, "
        return f"{said}{ends:%H:%M}, {zone_of(begins)}"

    @property
    def hours(self) -> str:
        """``15:00–16:30, Berlin (UTC+1)``"""
        ends = self.ends_at.astimezone(ZoneInfo(self.zone))
        return f"{self.begins:%H:%M}–{ends:%H:%M}, {zone_of(self.begins)}"

    @property
    def begins(self) -> datetime:
        """As the clocks of its zone show it."""
        return self.starts_at.astimezone(ZoneInfo(self.zone))

    @property
    def weekday(self) -> str:
        return format_date(self.begins, "D")

    @property
    def month(self) -> str:
        return format_date(self.begins, "M")

    def __str__(self) -> str:
        return self.within(ZoneInfo(self.zone))

    def beside(self, zone: Any) -> str:
        """The same where its reader lives; empty where the clocks show the same."""
        there = self.starts_at.astimezone(zone)
        return "" if there.utcoffset() == self.begins.utcoffset() else self.within(zone)


def moment_in_words(at: datetime, zone: str) -> str:
    """``Monday 30 November 2026, 15:00, Berlin (UTC+1)``"""
    local = at.astimezone(ZoneInfo(zone))
    return f"{_day(local)}, {local:%H:%M}, {zone_of(local)}"


def moment_beside(at: datetime, zone: str, there: Any) -> str:
    """The same where its reader lives; empty where the clocks show the same."""
    local = at.astimezone(there)
    if local.utcoffset() == at.astimezone(ZoneInfo(zone)).utcoffset():
        return ""
    return f"{_day(local)}, {local:%H:%M}, {zone_of(local)}"


def moment(day: date, hour: time, zone: str) -> datetime:
    """What the clocks of the zone show then. Raises ValidationError where they skip that hour.

    Of an hour that they show twice it is the first.
    """
    local = datetime.combine(day, hour, ZoneInfo(zone))
    back = local.astimezone(UTC).astimezone(local.tzinfo)
    if (back.hour, back.minute) != (hour.hour, hour.minute):
        message = _("The clocks go forward that night: there is no %(hour)s.")
        raise ValidationError(message, code="no_such_hour", params={"hour": f"{hour:%H:%M}"})
    return local


def _day(local: datetime) -> str:
    return format_date(local, pgettext("weekday and full day", "l j F Y"))
