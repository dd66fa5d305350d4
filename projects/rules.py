"""Who may do what in a project. The page `/c/…/projects/…/people/` says it in words.

Leads run it; contributors make it; observers read along and talk; who is not in it may talk where
they may read and belong to the community. What is closed stays as it is until it is reopened.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from communities.models import Community
from core.permissions import ALLOW, Verdict, deny
from projects.models import Collaborator, Project, Role, Status

MEMBERS_ONLY = _("Join this community to take part.")
CLOSED = _("This project is closed. A lead can reopen it.")
LEADS_ONLY = _("Only those who lead this project can do this.")


def can_begin(viewer: Any, community: Community) -> Verdict:
    return ALLOW if community.standing_of(viewer).is_member else deny(MEMBERS_ONLY)


def can_lead(viewer: Any, project: Project) -> Verdict:
    """Describe it, invite, give roles, start, pause, close and reopen it.

    Facilitators too, in the projects that they can see: one whose leads have gone is not lost.
    """
    if project.role_of(viewer) == Role.LEAD:
        return ALLOW
    if project.community.standing_of(viewer).facilitates:
        return ALLOW
    return deny(LEADS_ONLY)


def can_edit(viewer: Any, project: Project) -> Verdict:
    """Describe it. What is closed is not written anew."""
    verdict = can_lead(viewer, project)
    return deny(CLOSED) if verdict and project.is_closed else verdict


def can_contribute(viewer: Any, project: Project) -> Verdict:
    """Make and change its tasks, pages, files and updates."""
    makes_it = project.role_of(viewer) in (Role.LEAD, Role.CONTRIBUTOR)
    if not makes_it and not project.community.standing_of(viewer).facilitates:
        return deny(_("Only those who contribute to this project can do this."))
    return deny(CLOSED) if project.is_closed else ALLOW


def can_talk(viewer: Any, project: Project) -> Verdict:
    """Comment on what is made here; whoever may see it and belongs to the hall."""
    if project.is_closed:
        return deny(CLOSED)
    is_member = project.community.standing_of(viewer, project.space_id).is_member
    return ALLOW if is_member else deny(MEMBERS_ONLY)


def can_moderate(viewer: Any, project: Project) -> Verdict:
    """Take away what somebody should not have said."""
    if project.community.standing_of(viewer).moderates:
        return ALLOW
    return can_lead(viewer, project)


def can_join(viewer: Any, project: Project) -> Verdict:
    """By oneself."""
    if project.role_of(viewer):
        return deny(_("You are in this project already."))
    if project.is_closed:
        return deny(CLOSED)
    if not project.community.standing_of(viewer).is_member:
        return deny(MEMBERS_ONLY)
    if not project.is_open:
        return deny(_("Those who lead this project invite people to it."))
    return ALLOW


def can_leave(viewer: Any, place: Collaborator) -> Verdict:
    """Oneself; or, put out by a lead."""
    if place.user_id == viewer.pk:
        return ALLOW
    return can_lead(viewer, place.project)


def can_say_what(viewer: Any, place: Collaborator) -> Verdict:
    return can_leave(viewer, place)


def can_follow(viewer: Any, project: Project) -> Verdict:
    """Be told of its updates."""
    is_member = project.community.standing_of(viewer, project.space_id).is_member
    return ALLOW if is_member else deny(MEMBERS_ONLY)


def can_close(viewer: Any, project: Project) -> Verdict:
    """Review it, keep its lessons, thank people and close it."""
    return can_edit(viewer, project)


def can_drop(viewer: Any, project: Project) -> Verdict:
    """Close it without a review: where it was proposed and nothing came of it."""
    if project.status != Status.PROPOSED and not project.is_closed:
        return deny(_("This project was started. Close it with a review."))
    return can_close(viewer, project)


def can_reopen(viewer: Any, project: Project) -> Verdict:
    if not project.is_closed:
        return deny(_("This project is not closed."))
    return can_lead(viewer, project)


def can_confirm(viewer: Any, project: Project, person: Any) -> Verdict:
    """Thank somebody and say what they can do; nobody says it of themselves. Also once closed."""
    if person.pk == viewer.pk:
        return deny(_("Somebody else who leads this project, or a facilitator, thanks you."))
    return can_lead(viewer, project)


def can_export(viewer: Any, project: Project) -> Verdict:
    return can_lead(viewer, project)
