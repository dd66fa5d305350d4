"""Who may call for people, and who may answer. Leads call; whoever can read a call may apply."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.permissions import ALLOW, Verdict, deny
from projects.calls.models import Application, Call
from projects.models import Project
from projects.rules import can_edit, can_lead

OVER = _("This call is over.")


def can_call(viewer: Any, project: Project) -> Verdict:
    """Open a call, change it, end it."""
    return can_edit(viewer, project)


def can_apply(viewer: Any, call: Call) -> Verdict:
    """Also from another community: whoever is accepted is a partner."""
    if not viewer.is_authenticated:
        return deny(_("Sign in to apply."))
    if call.project.role_of(viewer):
        return deny(_("You are in this project already."))
    if not call.is_open:
        return deny(OVER)
    if call.community.standing_of(viewer).suspended:
        return deny(_("You are suspended from this community."))
    return ALLOW


def can_decide(viewer: Any, call: Call) -> Verdict:
    """Read who applied, and answer them."""
    return can_edit(viewer, call.project)


def can_answer(viewer: Any, application: Application) -> Verdict:
    """Accept or decline it; nobody lets themselves in, facilitators from outside included."""
    if application.user_id == viewer.pk:
        return deny(_("Somebody who leads this project, or another facilitator, answers you."))
    return can_decide(viewer, application.call)


def can_read_applications(viewer: Any, call: Call) -> Verdict:
    return can_lead(viewer, call.project)


def can_withdraw(viewer: Any, application: Application) -> Verdict:
    return ALLOW if application.is_waiting else deny(_("It was decided already."))
