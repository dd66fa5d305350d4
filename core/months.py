"""A month as it hangs on a wall: whole weeks, as the reader's calendar has them."""

from calendar import Calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Generic, TypeVar

from django.utils import formats, timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import pgettext

YEARS = 100

Planned = TypeVar("Planned")


@dataclass(frozen=True)
class Day(Generic[Planned]):
    date: date
    is_of_month: bool
    is_today: bool
    on: Planned  # what is on this day; false if nothing is

    @property
    def name(self) -> str:
        return format_date(self.date, "D")

    @property
    def full_name(self) -> str:
        return format_date(self.date, "l")


@dataclass(frozen=True)
class Month(Generic[Planned]):
    first: date
    weeks: list[list[Day[Planned]]]

    @property
    def name(self) -> str:
        return format_date(self.first, pgettext("a month of a year", "F Y"))

    @property
    def called(self) -> str:
        return f"{self.first:%Y-%m}"

    @property
    def previous(self) -> str:
        return f"{self.first - timedelta(days=1):%Y-%m}"

    @property
    def next(self) -> str:
        return f"{self.first + timedelta(days=31):%Y-%m}"

    @property
    def begins(self) -> datetime:
        """By the reader's clocks."""
        return midnight(self.first)

    @property
    def busy(self) -> list[Day[Planned]]:
        """For a phone: the days of the month on which something is."""
        return [day for week in self.weeks for day in week if day.is_of_month and day.on]


def month_called(name: str) -> date:
    """The first of a month that is named as 2027-03; of this one where it is named otherwise."""
    this = timezone.localdate().replace(day=1)
    try:
        first = date.fromisoformat(f"{name[:7]}-01")
    except ValueError:
        return this
    return first if abs(first.year - this.year) <= YEARS else this


def days_of(first: date) -> list[list[date]]:
    """Whole weeks, which begin as the reader's do; with days of the months around it."""
    begins = (int(formats.get_format("FIRST_DAY_OF_WEEK")) - 1) % 7  # Django counts from Sunday
    return Calendar(begins).monthdatescalendar(first.year, first.month)


def midnight(day: date) -> datetime:
    """With which the day begins where the reader is."""
    return timezone.make_aware(datetime.combine(day, time.min))


def month_of(first: date, on: Callable[[date], Planned]) -> Month[Planned]:
    today = timezone.localdate()
    return Month(
        first,
        [
            [Day(day, day.month == first.month, day == today, on(day)) for day in week]
            for week in days_of(first)
        ],
    )
