"""The doors to communities, for web and API: unseen is 404, refused is 403 with the reason."""

from typing import Any

from django.shortcuts import get_object_or_404

from communities import rules
from communities.models import Community, DigestNote, Invitation, JoinRequest, Membership, Space
from communities.models.membership import State, memberships_of
from communities.models.space import SpaceQuerySet
from core.permissions import require

PRESENT = (State.ACTIVE, State.PARTNER)


def community_to_see(viewer: Any, slug: str) -> Community:
    """The community as a listing shows it: name and charter, not what is inside."""
    # A member's own communities are read for every page in any case.
    for membership in memberships_of(viewer).values():
        if membership.state in PRESENT and membership.community.slug == slug:
            return membership.community
    return get_object_or_404(Community.objects.visible_to(viewer), slug=slug)


def community_to_read(viewer: Any, slug: str) -> Community:
    community = community_to_see(viewer, slug)
    require(rules.can_read(viewer, community))
    return community


def rooms_of(viewer: Any, community: Community) -> SpaceQuerySet:
    """Its spaces that the viewer may read, and a member write in, in their order."""
    rooms = Space.objects.rooms().visible_to(viewer).filter(community=community)
    return rooms.in_order().select_related("community")


def room_named(viewer: Any, community: Community, name: str | None) -> Space:
    """The first of them, where none is named."""
    rooms = rooms_of(viewer, community)
    return get_object_or_404(rooms.filter(slug=name) if name else rooms[:1])


def community_to_follow(viewer: Any, slug: str) -> Community:
    community = community_to_see(viewer, slug)
    require(rules.can_follow(viewer, community))
    return community


def community_to_facilitate(viewer: Any, slug: str) -> Community:
    community = community_to_see(viewer, slug)
    require(rules.can_facilitate(viewer, community))
    return community


def note_to_withdraw(viewer: Any, slug: str, pk: int) -> DigestNote:
    community = community_to_facilitate(viewer, slug)
    return get_object_or_404(DigestNote.objects.for_display(), community=community, pk=pk)


def space_to_see(viewer: Any, community: Community, slug: str) -> Space:
    return get_object_or_404(Space.objects.visible_to(viewer), community=community, slug=slug)


def membership_to_manage(viewer: Any, slug: str, pk: int) -> Membership:
    community = community_to_facilitate(viewer, slug)
    memberships = Membership.objects.active().for_display()
    return get_object_or_404(memberships, community=community, pk=pk)


def join_request_to_decide(viewer: Any, slug: str, pk: int) -> JoinRequest:
    community = community_to_facilitate(viewer, slug)
    return get_object_or_404(JoinRequest.objects.for_display(), community=community, pk=pk)


def invitation_to_manage(viewer: Any, slug: str, pk: int) -> Invitation:
    community = community_to_facilitate(viewer, slug)
    return get_object_or_404(Invitation, community=community, pk=pk)


def invitation_by_token(token: str) -> Invitation:
    """Whoever has the token may read the invitation; spending it is another act."""
    return get_object_or_404(
        Invitation.objects.select_related("community", "invited_by").with_token(token)
    )
