"""What is due in a project on each day of a month."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from core import months
from projects.models import Milestone, Project, Task

MOST = 500


@dataclass
class Due:
    tasks: list[Task] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.tasks or self.milestones)


def month_of(project: Project, first: date) -> months.Month[Due]:
    weeks = months.days_of(first)
    between = (weeks[0][0], weeks[-1][-1])
    # A day more on either side: an hour of one day is another day's elsewhere.
    wide = (between[0] - timedelta(days=1), between[1] + timedelta(days=1))
    found = Task.objects.present().filter(project=project.pk, due__range=wide).for_card()
    due: dict[date | None, Due] = defaultdict(Due)
    for task in found.by_due()[:MOST]:
        task.project = project
        local = timezone.localtime(task.due_at) if task.due_at else None
        task.hour = f"{local:%H:%M}" if local else ""
        due[local.date() if local else task.due].tasks.append(task)
    for one in Milestone.objects.filter(project=project.pk, due__range=between).in_order():
        due[one.due].milestones.append(one)
    return months.month_of(first, lambda day: due[day])
