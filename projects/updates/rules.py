"""Who may say how far a project is, and talk about it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.permissions import ALLOW, Verdict, deny
from projects.models import Project, Update
from projects.rules import CLOSED, can_contribute, can_moderate, can_talk


def can_edit(viewer: Any, update: Update) -> Verdict:
    """Its author, while they make the project."""
    if update.by_id != viewer.pk:
        return deny(_("Only who wrote an update changes it."))
    return can_contribute(viewer, update.project)


def can_remove(viewer: Any, update: Update) -> Verdict:
    """Its author; and whoever takes away what should not have been said."""
    if update.by_id == viewer.pk:
        return deny(CLOSED) if update.project.is_closed else ALLOW
    return can_moderate(viewer, update.project)


def can_see_readers(viewer: Any, project: Project) -> Verdict:
    """Who has read it: among those who make it, and nobody's business besides."""
    if project.role_of(viewer):
        return ALLOW
    return deny(_("Only those in this project see who has read its updates."))


def can_comment(viewer: Any, update: Update) -> Verdict:
    verdict = can_talk(viewer, update.project)
    if verdict and update.talk and update.talk.is_closed:
        return deny(_("The topic about this update is closed."))
    return verdict
