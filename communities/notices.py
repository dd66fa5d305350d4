"""What communities tell, to whom, and what of them can be followed."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communities import following  # noqa: F401 - it declares what can be followed
from communities.events import (
    InvitationSent,
    JoinRequestDecided,
    JoinRequested,
    MemberJoined,
    RoleChanged,
)
from communities.models import Community, Invitation, JoinRequest, Membership, Role
from notifications import letters, notices
from notifications.letterhead import Letterhead


def letterhead_of(community: Community) -> Letterhead:
    return Letterhead(
        name=community.name,
        list_id=community.slug,
        url=community.get_absolute_url(),
        dye=community.dye,
        stream=community.scope,
    )


class CommunityNews(notices.Kind):
    """About a membership or a request, anything with a ``community``."""

    def title(self, thing: Any) -> str:
        return thing.community.name

    def url(self, thing: Any) -> str:
        return thing.community.get_absolute_url()

    def letterhead(self, thing: Any) -> Letterhead:
        return letterhead_of(thing.community)

    def place(self, thing: Any) -> notices.Place | None:
        return thing.community


@notices.on(JoinRequested)
class SomebodyAsksToJoin(CommunityNews):
    """Told to whoever can answer, for as long as nobody has."""

    label = _("{actor} asks to join")
    action = _("Answer the request")
    template = "communities/emails/join_request"

    def load(self, event: JoinRequested) -> JoinRequest | None:
        waiting = JoinRequest.objects.waiting().select_related("user", "community")
        return waiting.filter(pk=event.join_request_id).first()

    def recipients(self, request: JoinRequest) -> QuerySet[User]:
        in_charge = Membership.objects.active().in_charge().filter(community=request.community)
        return User.objects.filter(pk__in=in_charge.values("user"))

    def actor(self, request: JoinRequest) -> User:
        return request.user

    def excerpt(self, request: JoinRequest) -> str:
        return request.note

    def url(self, request: JoinRequest) -> str:
        return reverse("communities:requests", args=[request.community.slug])

    def key(self, request: JoinRequest) -> str:
        return f"join_request:{request.pk}"


class Decision(CommunityNews):
    """Told to whoever asked; they may not be able to see inside, so it is theirs alone."""

    accepted: bool

    def load(self, event: JoinRequestDecided) -> JoinRequest | None:
        decided = JoinRequest.objects.select_related("user", "community", "decided_by")
        return decided.filter(pk=event.join_request_id, accepted=self.accepted).first()

    def recipients(self, request: JoinRequest) -> QuerySet[User]:
        return User.objects.filter(pk=request.user_id)

    def place(self, request: JoinRequest) -> None:
        return None


@notices.on(JoinRequestDecided)
class YouWereLetIn(Decision):
    label = _("You are now a member")
    action = _("Look around")
    template = "communities/emails/request_accepted"
    accepted = True

    def key(self, request: JoinRequest) -> str:
        return joining_key(request.community_id, request.user_id)


@notices.on(JoinRequestDecided)
class YouWereNotLetIn(Decision):
    label = _("Your request to join was declined")
    template = "communities/emails/request_declined"
    accepted = False

    def key(self, request: JoinRequest) -> str:
        return f"declined:{request.pk}"


@notices.on(MemberJoined)
class Welcome(CommunityNews):
    """In the app alone: whoever joins by themselves is there already."""

    label = _("Welcome. You are now a member")

    def load(self, event: MemberJoined) -> Membership | None:
        active = Membership.objects.active().select_related("community", "user")
        membership = active.filter(pk=event.membership_id).first()
        return membership if membership and not is_founding(membership) else None

    def recipients(self, membership: Membership) -> QuerySet[User]:
        return User.objects.filter(pk=membership.user_id)

    def excerpt(self, membership: Membership) -> str:
        return membership.community.tagline

    def url(self, membership: Membership) -> str:
        return reverse("communities:about", args=[membership.community.slug])

    def key(self, membership: Membership) -> str:
        return joining_key(membership.community_id, membership.user_id)


@notices.on(RoleChanged)
class YourRoleChanged(CommunityNews):
    """Says what the role is now; a change that was undone meanwhile tells nothing."""

    label = _("Your role has changed")
    template = "communities/emails/role_changed"

    def load(self, event: RoleChanged) -> Membership | None:
        active = Membership.objects.active().select_related("community", "user")
        membership = active.filter(pk=event.membership_id, role=event.after).first()
        if membership is None or event.by_id == membership.user_id:
            return None
        return membership

    def recipients(self, membership: Membership) -> QuerySet[User]:
        return User.objects.filter(pk=membership.user_id)

    def excerpt(self, membership: Membership) -> str:
        return str(WHAT_ROLES_DO[Role(membership.role)])

    def mail(self, membership: Membership) -> dict[str, Any]:
        return {"what_it_does": WHAT_ROLES_DO[Role(membership.role)]}

    def key(self, membership: Membership) -> str:
        """The same role may be given and taken more than once, but not told twice in a day."""
        return f"role:{membership.pk}:{membership.role}:{timezone.now():%Y%m%d}"


WHAT_ROLES_DO: dict[Role, str | Promise] = {
    Role.OWNER: _("You are an owner: you can do everything, and choose who facilitates."),
    Role.FACILITATOR: _("You are a facilitator: you can invite, answer requests, and arrange."),
    Role.MODERATOR: _("You are a moderator: you can close, edit and tidy up what is written."),
    Role.MEMBER: _("You are a member: you can ask, answer, and take part."),
}


def joining_key(community_id: int, user_id: int) -> str:
    membership = Membership.objects.filter(community=community_id, user=user_id).first()
    joined = membership.joined_at if membership else None
    return f"joined:{community_id}:{joined:%Y%m%d%H%M%S}" if joined else f"joined:{community_id}"


def is_founding(membership: Membership) -> bool:
    return membership.user_id == membership.community.created_by_id


@letters.on(InvitationSent)
class InvitationLetter(letters.Letter):
    template = "communities/emails/invitation"
    sentence = _("You are invited to {name}")
    action = _("See the invitation")
    why = _(
        "You get this because somebody gave us your address. If you do nothing, we will not "
        "write again."
    )

    def load(self, event: InvitationSent) -> Invitation | None:
        invitations = Invitation.objects.select_related("community", "invited_by")
        invitation = invitations.filter(pk=event.invitation_id).first()
        return invitation if invitation and invitation.is_usable else None

    def address(self, invitation: Invitation) -> str:
        return invitation.email

    def letterhead(self, invitation: Invitation) -> Letterhead:
        return letterhead_of(invitation.community)

    def url(self, invitation: Invitation) -> str:
        return invitation.get_absolute_url()

    def writer(self, invitation: Invitation) -> User:
        return invitation.invited_by

    def mail(self, invitation: Invitation) -> dict[str, Any]:
        return {"until": date_format(timezone.localtime(invitation.expires_at), "j F Y")}
