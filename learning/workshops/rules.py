"""Who may do what with workshops. Any member proposes one; facilitators publish it, in the
community's name; those who host it, and facilitators, look after it from then on.
"""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from core.permissions import ALLOW, Verdict, deny
from learning.questions.first import can_come_now
from learning.workshops.models import Registration, State, Workshop

MEMBERS_ONLY = _("Join this community to take part.")
CANCELLED = _("This workshop is cancelled.")
BEGUN = _("This workshop has begun, or is over.")
HOSTS_ONLY = _("Only those who host this workshop can do this.")


def can_propose(viewer: Any, community: Community) -> Verdict:
    return ALLOW if community.standing_of(viewer).is_member else deny(MEMBERS_ONLY)


def can_host(viewer: Any, workshop: Workshop) -> Verdict:
    """Read what hosts read: who comes, what they ask, and the link to join by."""
    standing = workshop.community.standing_of(viewer, workshop.space_id)
    if standing.facilitates or (standing.is_member and workshop.is_hosted_by(viewer)):
        return ALLOW
    return deny(HOSTS_ONLY)


def can_edit(viewer: Any, workshop: Workshop) -> Verdict:
    """Also once it is over: what was shown there can be put on its page."""
    verdict = can_host(viewer, workshop)
    return deny(CANCELLED) if verdict and workshop.is_cancelled else verdict


def can_publish(viewer: Any, workshop: Workshop) -> Verdict:
    if not workshop.community.standing_of(viewer).facilitates:
        return deny(_("Only facilitators and owners publish workshops."))
    if workshop.state != State.DRAFT:
        return deny(CANCELLED if workshop.is_cancelled else _("It is published already."))
    if workshop.series_id:
        return deny(_("It is published with its series."))
    if workshop.has_begun:
        return deny(_("Its time has passed. Move it first."))
    return ALLOW


def can_move(viewer: Any, workshop: Workshop) -> Verdict:
    verdict = can_edit(viewer, workshop)
    if verdict and workshop.is_out and workshop.has_begun:
        return deny(BEGUN)
    return verdict


def can_cancel(viewer: Any, workshop: Workshop) -> Verdict:
    return can_move(viewer, workshop)


def can_follow(viewer: Any, thing: Any) -> Verdict:
    """A workshop, or a series of them."""
    is_member = thing.community.standing_of(viewer, thing.space_id).is_member
    return ALLOW if is_member else deny(MEMBERS_ONLY)


def can_register(viewer: Any, workshop: Workshop) -> Verdict:
    """Come to it, or wait for a seat."""
    if not workshop.is_out or workshop.is_cancelled:
        return deny(CANCELLED if workshop.is_cancelled else _("Nobody can come to this yet."))
    if workshop.has_begun:
        return deny(BEGUN)
    if not workshop.community.standing_of(viewer, workshop.space_id).is_member:
        return deny(MEMBERS_ONLY)
    if workshop.is_hosted_by(viewer):
        return deny(_("You host this workshop."))
    if workshop.opens_at and not (can_come_now(workshop, viewer) or _comes(viewer, workshop)):
        return not_open_yet(workshop)
    return ALLOW


def not_open_yet(workshop: Workshop) -> Verdict:
    at = workshop.opens_in_words()
    said = gettext("Those who asked what it takes up come first. All can register from %(at)s on.")
    return deny(said % {"at": at})


def _comes(viewer: Any, workshop: Workshop) -> bool:
    return bool(workshop.registrations.current().of(viewer).exists())


def can_open_up(viewer: Any, workshop: Workshop) -> Verdict:
    """To all, before the time of those is over who asked what it takes up."""
    verdict = can_host(viewer, workshop)
    if verdict and not workshop.is_to_come:
        return deny(CANCELLED if workshop.is_cancelled else BEGUN)
    return deny(_("All can register already.")) if verdict and not workshop.opens_at else verdict


def can_see_link(viewer: Any, workshop: Workshop, mine: Registration | None) -> Verdict:
    """Where one joins online: who has a seat does, whichever way they come."""
    if mine and mine.is_coming and not workshop.is_cancelled:
        return ALLOW
    return can_host(viewer, workshop)


def can_note_who_came(viewer: Any, workshop: Workshop) -> Verdict:
    verdict = can_host(viewer, workshop)
    if verdict and not workshop.doors_are_open:
        return deny(_("Who comes is noted from an hour before this workshop begins."))
    return verdict
