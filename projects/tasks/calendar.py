"""The days of a month and what is due on each, as the reader's calendar has them."""

from calendar import MONDAY, Calendar
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import pgettext

from projects.models import Milestone, Project, Task

MOST = 500
YEARS = 100


@dataclass
class Day:
    date: date
    is_of_month: bool
    is_today: bool
    tasks: list[Task] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)

    @property
    def name(self) -> str:
        return format_date(self.date, "D")


@dataclass(frozen=True)
class Month:
    first: date
    weeks: list[list[Day]]

    @property
    def name(self) -> str:
        return format_date(self.first, pgettext("a month of a year", "F Y"))

    @property
    def previous(self) -> str:
        return f"{self.first - timedelta(days=1):%Y-%m}"

    @property
    def next(self) -> str:
        return f"{self.first + timedelta(days=31):%Y-%m}"

    @property
    def busy(self) -> list[Day]:
        """For a phone: the days of the month on which something is due."""
        days = [day for week in self.weeks for day in week if day.is_of_month]
        return [day for day in days if day.tasks or day.milestones]


def month_called(name: str) -> date:
    """The first of a month that is named as 2027-03; of this one where it is named otherwise."""
    this = timezone.localdate().replace(day=1)
    try:
        first = date.fromisoformat(f"{name[:7]}-01")
    except ValueError:
        return this
    return first if abs(first.year - this.year) <= YEARS else this


def month_of(project: Project, first: date) -> Month:
    weeks = Calendar(MONDAY).monthdatescalendar(first.year, first.month)
    between = (weeks[0][0], weeks[-1][-1])
    # A day more on either side: an hour of one day is another day's elsewhere.
    wide = (between[0] - timedelta(days=1), between[1] + timedelta(days=1))
    found = Task.objects.present().filter(project=project.pk, due__range=wide).for_card()
    tasks: dict[date | None, list[Task]] = defaultdict(list)
    for task in found.by_due()[:MOST]:
        task.project = project
        local = timezone.localtime(task.due_at) if task.due_at else None
        task.hour = f"{local:%H:%M}" if local else ""
        tasks[local.date() if local else task.due].append(task)
    milestones: dict[date | None, list[Milestone]] = defaultdict(list)
    for one in Milestone.objects.filter(project=project.pk, due__range=between).in_order():
        milestones[one.due].append(one)
    today = timezone.localdate()
    return Month(
        first,
        [
            [
                Day(day, day.month == first.month, day == today, tasks[day], milestones[day])
                for day in week
            ]
            for week in weeks
        ],
    )
