from communities.events import JoinRequestDecided, MemberLeft
from communities.models import Membership
from communities.models.membership import State
from core.events import subscribe
from notifications.models import Notice, ReplyAddress, Rhythm


@subscribe(JoinRequestDecided)
def take_back_request(event: JoinRequestDecided) -> None:
    """Nobody else needs to answer it now."""
    Notice.objects.retract(f"join_request:{event.join_request_id}")


@subscribe(MemberLeft)
def forget_what_was_told(event: MemberLeft) -> None:
    """Who has left is told nothing more, and keeps no news of what they cannot read."""
    membership = Membership.objects.select_related("community", "user").get(pk=event.membership_id)
    if membership.state == State.LEFT:
        Notice.objects.retract_source(membership.community.scope, of=membership.user)
        ReplyAddress.objects.revoke_source(membership.community.scope, of=membership.user)
        Rhythm.objects.forget(membership.community.scope, of=membership.user)
