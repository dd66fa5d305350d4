"""What a project has when it is begun: a board, and what its template lays out."""

from typing import TYPE_CHECKING

from projects.tasks.models import Lane, Milestone, Task
from projects.templates import template_called

if TYPE_CHECKING:
    from accounts.models import User
    from projects.models import Project


def lay_out(project: "Project", *, by: "User") -> None:
    """In the transaction that begins it, under its lock."""
    template = template_called(project.kind)
    first, *_others = Lane.objects.lay_out(project)
    for title in template.tasks:
        Task.objects.add(project, str(title), by=by, lane=first)
    for name in template.milestones:
        Milestone.objects.plan(project, str(name))
    project.pages.lay_out(project, template.pages, by=by)
