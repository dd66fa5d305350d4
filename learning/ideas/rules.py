"""Who may do what with ideas for workshops: any member has one, would come, could teach."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from communities.models import Community
from core.permissions import ALLOW, Verdict, deny
from learning.ideas.models import Idea
from learning.workshops.rules import MEMBERS_ONLY

SETTLED = _("This idea is settled.")


def can_add(viewer: Any, community: Community) -> Verdict:
    return ALLOW if community.standing_of(viewer).is_member else deny(MEMBERS_ONLY)


def can_take_part(viewer: Any, idea: Idea) -> Verdict:
    """Say that one would come, or could teach it; and make a workshop of it."""
    if not idea.community.standing_of(viewer, idea.space_id).is_member:
        return deny(MEMBERS_ONLY)
    return ALLOW if idea.is_open else deny(SETTLED)


def can_look_after(viewer: Any, idea: Idea) -> Verdict:
    """Also once it is closed, so that it can be opened again."""
    standing = idea.community.standing_of(viewer, idea.space_id)
    if standing.facilitates or (standing.is_member and idea.author_id == viewer.pk):
        return ALLOW
    return deny(_("Only who had this idea, and facilitators, can do this."))


def can_edit(viewer: Any, idea: Idea) -> Verdict:
    verdict = can_look_after(viewer, idea)
    return deny(SETTLED) if verdict and not idea.is_open else verdict
