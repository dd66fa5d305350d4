"""How far a project is, and what in it is free to take on: for its first page, in one query."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, OuterRef, Q
from django.db.models.functions import JSONObject

from projects.models import Lane, Milestone, Project, Task

FREE, NEXT = 4, 3


@dataclass(frozen=True)
class Progress:
    lanes: list[dict[str, Any]]
    milestones: list[dict[str, Any]]  # the next of those that are not reached
    free: list[dict[str, Any]]

    @property
    def count(self) -> int:
        return sum(lane["count"] for lane in self.lanes)

    @property
    def done(self) -> int:
        return sum(lane["count"] for lane in self.lanes if lane["is_done"])


def progress_of(project: Project) -> Progress:
    there = Count("tasks", filter=Q(tasks__deleted_at=None))
    of = {"project": OuterRef("pk")}
    lanes = Lane.objects.filter(**of).annotate(count=there).in_order()
    lane = JSONObject(pk="pk", name="name", is_done="is_done", count="count")
    to_come: Any = Milestone.objects.filter(**of).with_progress().in_order()
    to_come = to_come.exclude(task_count__gt=0, done_count=F("task_count"))
    goal = JSONObject(name="name", due="due", count="task_count", done="done_count")
    free = Task.objects.free().filter(**of)
    free = free.order_by("-priority", F("due").asc(nulls_last=True), "lane__position", "order")
    [found] = Project.objects.filter(pk=project.pk).values_list(
        ArraySubquery(lanes.values(it=lane)),
        ArraySubquery(to_come.values(it=goal)[:NEXT]),
        ArraySubquery(free.values(it=JSONObject(number="number", title="title"))[:FREE]),
    )
    for milestone in found[1]:
        milestone["due"] = milestone["due"] and date.fromisoformat(milestone["due"])
    return Progress(*found)
