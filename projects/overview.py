"""What a project's first page shows besides what it says of itself."""

from typing import Any

from projects.models import Project

FACES = 12


def overview_of(viewer: Any, project: Project) -> dict[str, Any]:
    people = project.collaborators.active().for_display()[:FACES]
    return {"people": list(people)}
