"""What a project's first page shows besides what it says of itself."""

from typing import Any

from projects.models import Project
from projects.tasks.progress import progress_of
from projects.tasks.rules import can_take_on

FACES = 12


def overview_of(viewer: Any, project: Project) -> dict[str, Any]:
    people = project.collaborators.active().for_display()[:FACES]
    return {
        "people": list(people),
        "progress": progress_of(project),
        "may_take_on": can_take_on(viewer, project),
    }
