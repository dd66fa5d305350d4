"""The doors to meetings, for web and API: unseen is 404, refused is 403."""

from typing import Any

from core.permissions import require
from projects import rules
from projects.access import thing_inside
from projects.models import Meeting


def meeting_to_read(viewer: Any, pk: int, project: int | None = None) -> Meeting:
    found: Meeting = thing_inside(
        viewer, Meeting.objects.visible_to(viewer).for_page(), pk, project
    )
    return found


def meeting_to_edit(viewer: Any, pk: int, project: int | None = None) -> Meeting:
    """By anybody who makes the project: they are everybody's."""
    meeting = meeting_to_read(viewer, pk, project)
    require(rules.can_contribute(viewer, meeting.project))
    return meeting


def meeting_to_remove(viewer: Any, pk: int, project: int | None = None) -> Meeting:
    meeting = meeting_to_read(viewer, pk, project)
    require(rules.can_moderate(viewer, meeting.project))
    return meeting
