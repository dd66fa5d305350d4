"""Who may do what with badges. Facilitators define and propose them, in the community's name; a
member accepts what is theirs, and decides who sees it.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from communities.models import Community
from core.permissions import ALLOW, Verdict, deny
from learning.badges.models import Badge

FACILITATORS_ONLY = _("Only facilitators and owners can do this.")
RETIRED = _("This badge is not given any more.")


def can_define(viewer: Any, community: Community) -> Verdict:
    return ALLOW if community.standing_of(viewer).facilitates else deny(FACILITATORS_ONLY)


def can_edit(viewer: Any, badge: Badge) -> Verdict:
    verdict = can_define(viewer, badge.community)
    return deny(RETIRED) if verdict and badge.is_retired else verdict


def can_publish(viewer: Any, badge: Badge) -> Verdict:
    verdict = can_edit(viewer, badge)
    return deny(_("It is published already.")) if verdict and not badge.is_draft else verdict


def can_retire(viewer: Any, badge: Badge) -> Verdict:
    verdict = can_edit(viewer, badge)
    return deny(_("Nobody is given it yet.")) if verdict and badge.is_draft else verdict
