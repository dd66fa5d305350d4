"""Who may do what with badges. Facilitators define and propose them, in the community's name; a
member accepts what is theirs, and decides who sees it.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from communities.models import Community
from core.permissions import ALLOW, Verdict, deny
from learning.badges.models import Award, AwardState, Badge

FACILITATORS_ONLY = _("Only facilitators and owners can do this.")
ANSWERED = _("This was answered already, or is not proposed any more.")
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


def can_manage(viewer: Any, badge: Badge) -> Verdict:
    """See whom it was proposed to, also once it is given no more."""
    return can_define(viewer, badge.community)


def can_award(viewer: Any, badge: Badge) -> Verdict:
    verdict = can_define(viewer, badge.community)
    if verdict and not badge.is_given:
        return deny(RETIRED if badge.is_retired else _("Publish this badge first."))
    return verdict


def can_answer(viewer: Any, award: Award) -> Verdict:
    """Accept it, or not."""
    if award.user_id != viewer.pk:
        return deny(_("Only whom it is proposed to can answer."))
    return ALLOW if award.is_proposed else deny(ANSWERED)


def can_withdraw(viewer: Any, award: Award) -> Verdict:
    verdict = can_define(viewer, award.community)
    return deny(ANSWERED) if verdict and not award.is_proposed else verdict


def can_revoke(viewer: Any, award: Award) -> Verdict:
    verdict = can_define(viewer, award.community)
    if verdict and award.state != AwardState.ISSUED:
        return deny(_("There is nothing to take back."))
    return verdict


def can_show(viewer: Any, award: Award) -> Verdict:
    """Decide who sees it here."""
    if award.user_id != viewer.pk:
        return deny(_("Only whose badge it is decides who sees it."))
    return ALLOW if award.is_given else deny(_("Accept it first."))


def can_carry(viewer: Any, award: Award) -> Verdict:
    """See what was signed. It holds a hash of the member's address."""
    return ALLOW if award.is_given else deny(_("It has not been accepted."))


def can_read_reason(viewer: Any, award: Award) -> Verdict:
    if award.user_id == viewer.pk:
        return ALLOW
    return can_define(viewer, award.community)
