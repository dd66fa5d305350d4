"""The doors to decisions, for web and API: unseen is 404, refused is 403."""

from typing import Any

from core.permissions import require
from projects import rules
from projects.access import thing_inside
from projects.models import Decision


def decision_to_read(viewer: Any, pk: int, project: int | None = None) -> Decision:
    found: Decision = thing_inside(
        viewer, Decision.objects.visible_to(viewer).for_page(), pk, project
    )
    return found


def decision_to_edit(viewer: Any, pk: int, project: int | None = None) -> Decision:
    """By anybody who makes the project: the log is everybody's."""
    decision = decision_to_read(viewer, pk, project)
    require(rules.can_contribute(viewer, decision.project))
    return decision


def decision_to_remove(viewer: Any, pk: int, project: int | None = None) -> Decision:
    decision = decision_to_read(viewer, pk, project)
    require(rules.can_moderate(viewer, decision.project))
    return decision
