import re
from typing import Any

from discussions.linkable import Linkable, declare
from projects.models import Project
from projects.models.project import ProjectQuerySet
from projects.tasks.pages import ADDRESS as TASK

# What is in a project and has a page of its own is linked to itself.
INSIDE = re.compile(r"/c/[a-z0-9-]+/projects/[0-9]{1,18}/pages/[0-9]")


@declare
class Projects(Linkable):
    kind, place = Project.kind_of_target, Project.place

    def number_in(self, address: str) -> tuple[int, str] | None:
        return None if INSIDE.match(address) else super().number_in(address)

    def every(self) -> ProjectQuerySet:
        return Project.objects.all()

    def number_in(self, address: str) -> tuple[int, str] | None:
        """Who leads to a task of it means the task."""
        return None if TASK.match(address) else super().number_in(address)

    def visible_to(self, viewer: Any) -> ProjectQuerySet:
        return Project.objects.visible_to(viewer).select_related("community")


class InProject(Linkable):
    """A part of a project, whose address hangs below the project's."""

    def number_in(self, address: str) -> tuple[int, str] | None:
        part = rf"/c/[a-z0-9-]+/projects/[0-9]{{1,18}}/{self.place}/([0-9]{{1,18}})(?=[/?#]|$)"
        match = re.match(part, address)
        return (int(match[1]), f"{match[0]}/") if match else None
