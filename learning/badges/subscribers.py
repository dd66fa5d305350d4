from contextlib import suppress

from communities.events import MemberLeft
from communities.models import Membership
from core.events import subscribe
from learning.badges.errors import IsDecided
from learning.badges.events import AwardDecided
from learning.badges.models import Award
from learning.badges.notices import proposed_key
from notifications.models import Notice


@subscribe(AwardDecided)
def take_back_question(event: AwardDecided) -> None:
    """What was answered, or is not proposed any longer, is not asked."""
    Notice.objects.retract(proposed_key(event.award_id))


@subscribe(MemberLeft)
def ask_no_longer(event: MemberLeft) -> None:
    """Who has left keeps the badges that they have, and is given no other."""
    membership = Membership.objects.get(pk=event.membership_id)
    asked = Award.objects.proposed().filter(
        user=membership.user_id, badge__community=membership.community_id
    )
    for award in asked.order_by("pk"):
        with suppress(IsDecided):
            award.withdraw()
