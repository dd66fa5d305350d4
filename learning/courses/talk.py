"""Where a lesson is talked about: the topics and other pages whose texts lead to it."""

from typing import Any

from core.paging import Page
from discussions.linking import SIZE, Linked, linked_from
from learning.courses.models import Course


def talk_about(
    viewer: Any, course: Course, number: int, *, after: str | None = None, size: int = SIZE
) -> Page[Linked]:
    """Those that the viewer may read, the newest first. Raises BadCursor."""
    at = f"{course.address}lessons/{number}/"
    return linked_from(viewer, course.target, at=at, after=after, size=size)
