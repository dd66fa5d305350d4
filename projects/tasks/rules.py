"""Who may do what with the tasks of a project. Whoever may read the project reads them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.permissions import ALLOW, Verdict, deny
from projects import rules
from projects.models import Project, TaskComment


def can_change(viewer: Any, project: Project) -> Verdict:
    """Add, edit, move, give and delete them."""
    return rules.can_contribute(viewer, project)


def can_take_on(viewer: Any, project: Project) -> Verdict:
    """Whoever may join takes something on at once, and is in the project then."""
    verdict = rules.can_contribute(viewer, project)
    return verdict or rules.can_join(viewer, project)


def can_arrange(viewer: Any, project: Project) -> Verdict:
    """Say which lanes and labels there are."""
    return rules.can_edit(viewer, project)


def can_comment(viewer: Any, project: Project) -> Verdict:
    return rules.can_talk(viewer, project)


def can_moderate(viewer: Any, project: Project) -> Verdict:
    return deny(rules.CLOSED) if project.is_closed else rules.can_moderate(viewer, project)


def can_edit_comment(viewer: Any, comment: TaskComment) -> Verdict:
    if comment.author_id != viewer.pk:
        return deny(_("Only who wrote this can change it."))
    return rules.can_talk(viewer, comment.task.project)


def can_delete_comment(viewer: Any, comment: TaskComment) -> Verdict:
    """One's own, and as a moderator or lead that of others."""
    verdict = can_moderate(viewer, comment.task.project)
    is_own = comment.author_id == viewer.pk and not comment.task.project.is_closed
    return ALLOW if is_own else verdict
