"""What badges tell, and to whom."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communities.models import Membership
from communities.notices import letterhead_of
from learning.badges import matters
from learning.badges.events import AwardDecided, AwardProposed, AwardRevoked
from learning.badges.models import Award, AwardState
from notifications import notices
from notifications.letterhead import Letterhead


def proposed_key(award_id: int) -> str:
    return f"badge_proposed:{award_id}"


class AwardNews(notices.Kind):
    """About a badge and a member. It is told to one person, and follows no container."""

    matter = matters.BADGES
    template = "learning/emails/badge"
    action = _("See the badge")
    why = _("You get this because it is about you.")
    subject = _("News of a badge of {name}")
    states: tuple[str, ...]

    def load(self, event: Any) -> Award | None:
        awards = Award.objects.for_display().filter(state__in=self.states)
        found: Award | None = awards.filter(pk=event.award_id).first()
        return found

    def recipients(self, award: Award) -> QuerySet[User]:
        return User.objects.filter(pk=award.user_id)

    def title(self, award: Award) -> str:
        return award.badge.title

    def url(self, award: Award) -> str:
        return award.address

    def group(self, award: Award) -> str:
        return award.target

    def place(self, award: Award) -> None:
        return None

    def letterhead(self, award: Award) -> Letterhead:
        return letterhead_of(award.community)

    def said(self, award: Award) -> str:
        return award.words

    def excerpt(self, award: Award) -> str:
        return self.said(award)

    def mail(self, award: Award) -> dict[str, Any]:
        return {"text": self.said(award)}


@notices.on(AwardProposed)
class ABadgeForYou(AwardNews):
    states = (AwardState.PROPOSED,)
    label = _("A badge is proposed for you")
    action = _("Read it and decide")

    def recipients(self, award: Award) -> QuerySet[User]:
        """Who has left meanwhile is not asked."""
        members = Membership.objects.active().filter(community=award.badge.community_id)
        return super().recipients(award).filter(pk__in=members.values("user"))

    def actor(self, award: Award) -> User | None:
        return award.proposed_by

    def key(self, award: Award) -> str:
        return proposed_key(award.pk)


class Answer(AwardNews):
    """Told to who proposed it; of what a rule proposed there is nobody to tell."""

    matter = matters.PROPOSED
    why = _("You get this because you proposed it.")

    def recipients(self, award: Award) -> QuerySet[User]:
        return User.objects.filter(pk=award.proposed_by_id or 0)

    def actor(self, award: Award) -> User | None:
        return award.user

    def said(self, award: Award) -> str:
        return ""

    def key(self, award: Award) -> str:
        return f"badge_answered:{award.pk}"


@notices.on(AwardDecided)
class Accepted(Answer):
    states = (AwardState.ISSUED,)
    label = _("{actor} accepted the badge that you proposed")


@notices.on(AwardDecided)
class Declined(Answer):
    states = (AwardState.DECLINED,)
    label = _("{actor} did not want the badge that you proposed")


@notices.on(AwardRevoked)
class YourBadgeIsTakenBack(AwardNews):
    states = (AwardState.REVOKED,)
    label = _("A badge of yours was taken back")

    def said(self, award: Award) -> str:
        return award.reason

    def key(self, award: Award) -> str:
        return f"badge_revoked:{award.pk}"
