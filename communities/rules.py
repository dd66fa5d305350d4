"""Who may do what in a community. Each rule asks the viewer's standing, which is read once."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from communities.models import Community, Invitation, Membership, Role
from communities.models.community import Joining
from core.permissions import ALLOW, Verdict, deny

SIGN_IN = _("Sign in first.")
FACILITATORS_ONLY = _("Only facilitators and owners can do this.")


def can_read(viewer: Any, community: Community) -> Verdict:
    if community.is_public or community.standing_of(viewer).is_member:
        return ALLOW
    return deny(_("Only members can read what is inside this community."))


def can_join(viewer: Any, community: Community) -> Verdict:
    """Join at once; where this is refused, `can_request_to_join` may still be open."""
    if (refusal := _cannot_enter(viewer, community)) is not None:
        return refusal
    if community.joining == Joining.OPEN:
        return ALLOW
    if community.joining == Joining.DOMAIN and _domain_of(viewer) in community.email_domains:
        return ALLOW
    return deny(_("This community decides who joins."))


def can_request_to_join(viewer: Any, community: Community) -> Verdict:
    if (refusal := _cannot_enter(viewer, community)) is not None:
        return refusal
    if community.joining == Joining.REQUEST:
        return ALLOW
    return deny(_("This community takes no requests."))


def can_accept_invitation(viewer: Any, invitation: Invitation) -> Verdict:
    """An invitation is for the address it was sent to, not for whoever has its link."""
    if (refusal := _cannot_enter(viewer, invitation.community)) is not None:
        return refusal
    if viewer.has_address(invitation.email):
        return ALLOW
    return deny(
        _("This invitation was sent to %(email)s. Add that address to your account first.")
        % {"email": invitation.email}
    )


def can_leave(viewer: Any, community: Community) -> Verdict:
    if community.standing_of(viewer).is_member:
        return ALLOW
    return deny(_("You are not a member."))


def can_found(viewer: Any) -> Verdict:
    return ALLOW if viewer.is_authenticated else deny(SIGN_IN)


def can_facilitate(viewer: Any, community: Community) -> Verdict:
    """Edit the charter, spaces and tags, invite, and answer requests to join."""
    if community.standing_of(viewer).facilitates:
        return ALLOW
    return deny(FACILITATORS_ONLY)


def can_invite_as(viewer: Any, community: Community, role: str) -> Verdict:
    if role in (Role.MEMBER, Role.MODERATOR):
        return can_facilitate(viewer, community)
    return can_own(viewer, community)


def can_give_role(viewer: Any, membership: Membership, role: str) -> Verdict:
    """Facilitators appoint moderators; only owners make or unmake facilitators and owners."""
    ordinary = (Role.MEMBER, Role.MODERATOR)
    if membership.role in ordinary and role in ordinary:
        return can_facilitate(viewer, membership.community)
    return can_own(viewer, membership.community)


def can_own(viewer: Any, community: Community) -> Verdict:
    if community.standing_of(viewer).owns:
        return ALLOW
    return deny(_("Only owners can do this."))


def can_see_members(viewer: Any, community: Community) -> Verdict:
    return can_read(viewer, community)


def can_follow(viewer: Any, community: Community) -> Verdict:
    """The community itself, its spaces and its tags."""
    if community.standing_of(viewer).is_member:
        return ALLOW
    return deny(_("Join this community to be told of what is new."))


def _cannot_enter(viewer: Any, community: Community) -> Verdict | None:
    if not viewer.is_authenticated:
        return deny(SIGN_IN)
    standing = community.standing_of(viewer)
    if standing.suspended:
        return deny(_("Your membership is suspended."))
    if standing.is_member:
        return deny(_("You are a member already."))
    return None


def _domain_of(viewer: Any) -> str:
    return viewer.email.rpartition("@")[2].lower()
