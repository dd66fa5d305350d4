"""The doors to updates, for web and API: unseen is 404, refused is 403."""

from collections.abc import Callable
from typing import Any

from core.permissions import Verdict, require
from projects.access import project_inside, thing_inside
from projects.models import Project, Update
from projects.updates import rules


def update_to_read(viewer: Any, pk: int, project: int | None = None) -> Update:
    found: Update = thing_inside(viewer, Update.objects.visible_to(viewer).for_page(), pk, project)
    return found


def update_to_edit(viewer: Any, pk: int, project: int | None = None) -> Update:
    return _allowed(viewer, pk, project, rules.can_edit)


def update_to_remove(viewer: Any, pk: int, project: int | None = None) -> Update:
    return _allowed(viewer, pk, project, rules.can_remove)


def update_to_comment_on(viewer: Any, pk: int, project: int | None = None) -> Update:
    return _allowed(viewer, pk, project, rules.can_comment)


def project_to_read_updates_of(viewer: Any, pk: int) -> Project:
    """As somebody in it, whose reading is noted."""
    project = project_inside(viewer, pk)
    require(rules.can_see_readers(viewer, project))
    return project


def update_to_see_readers_of(viewer: Any, pk: int, project: int | None = None) -> Update:
    update = update_to_read(viewer, pk, project)
    require(rules.can_see_readers(viewer, update.project))
    return update


def _allowed(
    viewer: Any, pk: int, project: int | None, rule: Callable[[Any, Update], Verdict]
) -> Update:
    update = update_to_read(viewer, pk, project)
    require(rule(viewer, update))
    return update
