"""How a series repeats: what it can say of the rules of RFC 5545, by the clocks of one zone.

An hour that the clocks skip on one of its days makes no date, and is not counted (3.3.10); of one
that they show twice it is the first.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from dateutil import rrule
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from icalendar import vRecur

from learning.workshops.when import When, moment

MOST = 60  # dates at once
LONGEST = 2000  # dates, however often there were more
LAST_OF_DAY = time(23, 59, 59)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
EVERY = {"DAILY": rrule.DAILY, "WEEKLY": rrule.WEEKLY, "MONTHLY": rrule.MONTHLY}
KNOWN = {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "COUNT", "UNTIL", "WKST"}
NAMED = "FREQ=DAILY, WEEKLY, MONTHLY; INTERVAL; BYDAY; BYMONTHDAY; COUNT, UNTIL"
MOST_BETWEEN = 52


@dataclass(frozen=True)
class Rule:
    every: str  # of `EVERY`
    interval: int = 1
    days: tuple[str, ...] = ()  # "MO"; in a month "2MO", or "-1MO" for the last
    day_of_month: int = 0  # 0: none is named
    times: int | None = None
    until: datetime | None = None  # the last moment at which one can begin

    @classmethod
    def read(cls, text: str, zone: str) -> Self:
        """Raises ValidationError, with what is to be said otherwise."""
        try:
            said: dict[str, Any] = dict(vRecur.from_ical(text.strip().removeprefix("RRULE:")))
        except ValueError as error:
            raise ValidationError(_("This is no rule as RFC 5545 writes them.")) from error
        every = str(said.get("FREQ", [""])[0])
        if every not in EVERY or set(said) - KNOWN or said.get("WKST", ["MO"]) != ["MO"]:
            raise ValidationError(_("Say it by %(names)s.") % {"names": NAMED}, code="unknown")
        rule = cls(
            every,
            int(said.get("INTERVAL", [1])[0]),
            tuple(str(day) for day in said.get("BYDAY", [])),
            _only(said.get("BYMONTHDAY", [0])),
            int(said["COUNT"][0]) if "COUNT" in said else None,
            until_of(said["UNTIL"][0], zone) if "UNTIL" in said else None,
        )
        rule.check()
        return rule

    def check(self) -> None:
        """Raises ValidationError."""
        if (self.times is None) == (self.until is None):
            raise ValidationError(_("Say how often, or until when."), code="end")
        if not 1 <= self.interval <= MOST_BETWEEN:
            raise ValidationError(_("There are too many days, weeks or months between."))
        if self.times is not None and self.times < 1:
            raise ValidationError(_("Say how often, or until when."), code="end")
        if not self._names_days_it_can():
            raise ValidationError(_("These days cannot be named with this rhythm."), code="days")

    def _names_days_it_can(self) -> bool:
        if self.every == "DAILY":
            return not self.days and not self.day_of_month
        if self.every == "WEEKLY":
            return not self.day_of_month and set(self.days) <= set(DAYS)
        if self.day_of_month:
            return not self.days and 1 <= self.day_of_month <= 31
        return len(self.days) <= 1 and all(
            day[:-2] in ("1", "2", "3", "4", "-1") for day in self.days
        )

    def __str__(self) -> str:
        """In one way, however it was said."""
        said: dict[str, Any] = {"FREQ": self.every}
        if self.interval > 1:
            said["INTERVAL"] = self.interval
        if self.days:
            said["BYDAY"] = list(self.days)
        if self.day_of_month:
            said["BYMONTHDAY"] = self.day_of_month
        if self.times is not None:
            said["COUNT"] = self.times
        if self.until is not None:
            said["UNTIL"] = self.until.astimezone(UTC)
        return vRecur(said).to_ical().decode()


@dataclass(frozen=True)
class Timetable:
    """A rule from its first day on, with the hours at which one begins and ends."""

    rule: Rule
    first: date
    begins: time
    ends: time
    nights: int  # after how many one ends
    zone: str

    @classmethod
    def of(cls, rule: Rule, when: When) -> Self:
        """Begun with one that is as ``when``, or on the first day after it that the rule names."""
        begins = when.begins.replace(tzinfo=None)
        ends = when.ends_at.astimezone(ZoneInfo(when.zone)).replace(tzinfo=None)
        nights = (ends.date() - begins.date()).days
        table = cls(rule, begins.date(), begins.time(), ends.time(), nights, when.zone)
        return replace(table, rule=table.named_days(), first=next(table._days(), table.first))

    def named_days(self) -> Rule:
        """With the day that a rule means which names none."""
        if self.rule.every == "WEEKLY":
            named = set(self.rule.days) or {DAYS[self.first.weekday()]}
            return replace(self.rule, days=tuple(day for day in DAYS if day in named))
        if self.rule.every == "MONTHLY" and not self.rule.days and not self.rule.day_of_month:
            return replace(self.rule, day_of_month=self.first.day)
        return self.rule

    def dates(self) -> "Dates":
        """All of them. Raises ValidationError where there is none."""
        found, left_out = list[When](), list[date]()
        for day in self._days():
            when = self.on(day)
            if when is None:
                left_out.append(day)
                continue
            if self.rule.until and when.starts_at > self.rule.until:
                break
            found.append(when)
            if len(found) in (self.rule.times, LONGEST):
                break
        if not found:
            raise ValidationError(_("No day is meant by this."), code="none")
        return Dates(found, left_out)

    def after(
        self, last: datetime, *, times: int | None = None, until: datetime | None = None
    ) -> tuple[list[When], int]:
        """What comes next, wherever the rule ends: so many, or those until then; and how many the
        rule has with them."""
        found, count = list[When](), 0
        for when in filter(None, map(self.on, self._days())):
            if until and when.starts_at > until:
                break
            count += 1
            if when.starts_at > last:
                found.append(when)
            if len(found) == times or len(found) > MOST or count == LONGEST:
                break
        return found, count

    def on(self, day: date) -> When | None:
        """None where the clocks skip its hour."""
        try:
            begins = moment(day, self.begins, self.zone)
            ends = moment(day + timedelta(days=self.nights), self.ends, self.zone)
        except ValidationError:
            return None
        when = When.on(begins, ends, self.zone)
        return when if when.ends_at > when.starts_at else None

    def _days(self) -> Iterator[date]:
        rule = self.named_days()
        days = [
            rrule.weekday(DAYS.index(day[-2:]), int(day[:-2] or 0) or None) for day in rule.days
        ]
        endless = rrule.rrule(
            EVERY[rule.every],
            dtstart=datetime.combine(self.first, self.begins),
            interval=rule.interval,
            byweekday=days or None,
            bymonthday=rule.day_of_month or None,
        )
        return (at.date() for at in endless)

    def __str__(self) -> str:
        """``Every 2 weeks on Monday and Thursday``"""
        number, rule = self.rule.interval, self.rule
        if rule.every == "DAILY":
            return ngettext("Every day", "Every %(n)d days", number) % {"n": number}
        if rule.every == "WEEKLY":
            names = [str(WEEKDAYS[DAYS.index(day)]) for day in rule.days]
            said = ngettext("Every week on %(days)s", "Every %(n)d weeks on %(days)s", number)
            return said % {"n": number, "days": _and(names)}
        said = ngettext("Every month on %(day)s", "Every %(n)d months on %(day)s", number)
        return said % {"n": number, "day": self._day_of_month()}

    def _day_of_month(self) -> str:
        if self.rule.day_of_month:
            return _("day %(n)d of it") % {"n": self.rule.day_of_month}
        place, name = self.rule.days[0][:-2], WEEKDAYS[DAYS.index(self.rule.days[0][-2:])]
        said = {
            "1": _("the first %(day)s"),
            "2": _("the second %(day)s"),
            "3": _("the third %(day)s"),
            "4": _("the fourth %(day)s"),
            "-1": _("the last %(day)s"),
        }
        return said[place] % {"day": name}


@dataclass(frozen=True)
class Dates:
    whens: list[When]
    left_out: list[date] = field(default_factory=list)  # since the clocks skip its hour


def until_of(said: date | datetime, zone: str) -> datetime:
    """A day is meant to its end, by the clocks of the zone."""
    if not isinstance(said, datetime):
        said = datetime.combine(said, LAST_OF_DAY)
    local = said if said.tzinfo else said.replace(tzinfo=ZoneInfo(zone))
    return local.astimezone(UTC)


def _only(days: list[Any]) -> int:
    """Of several days of a month none is meant here; that is refused as such a day is."""
    return int(days[0]) if len(days) == 1 else 32


def _and(names: list[str]) -> str:
    if len(names) == 1:
        return names[0]
    last = pgettext("the last of a list", "and %(name)s") % {"name": names[-1]}
    return f"{', '.join(names[:-1])} {last}"
