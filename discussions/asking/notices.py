"""What is told to whom a question is put. An answer by anybody takes it back."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communities.models import Membership
from discussions import matters
from discussions.asking.reasons import in_words
from discussions.events import MemberAsked
from discussions.following import members_of, unmuted_members_of
from discussions.models import Ask, Rung
from discussions.notices import TopicNews
from notifications import notices


class AskNews(TopicNews):
    matter = matters.ASKS
    template = "discussions/emails/asked"
    action = _("Read it and answer")
    rung: Rung

    def load(self, event: MemberAsked) -> Ask | None:
        if event.rung != self.rung:
            return None
        asks = Ask.objects.waiting().for_display()
        return asks.filter(pk=event.ask_id, rung=self.rung).first()

    def recipients(self, ask: Ask) -> QuerySet[User]:
        return unmuted_members_of(ask.topic).filter(pk=ask.user_id)

    def actor(self, ask: Ask) -> User:
        return ask.topic.author

    def excerpt(self, ask: Ask) -> str:
        return in_words(ask.reason)

    def key(self, ask: Ask) -> str:
        return ask.key

    def mail(self, ask: Ask) -> dict[str, Any]:
        return {
            "reason": in_words(ask.reason),
            "gist": ask.topic.gist,
            "decline_url": f"{settings.SITE_ORIGIN}{ask.topic.address}ask/",
        }


@notices.on(MemberAsked)
class CanYouAnswer(AskNews):
    rung = Rung.MEMBERS
    label = _("Can you answer {actor}’s question?")
    why = _("You get this because of what you have done here. Settings → Being asked has a pause.")


@notices.on(MemberAsked)
class CanYouHelp(AskNews):
    rung = Rung.FOLLOWERS
    label = _("{actor}’s question still has no answer")
    why = _("You get this because you follow a tag of it. Settings → Being asked has a pause.")


@notices.on(MemberAsked)
class NobodyHasAnswered(AskNews):
    """Told to those in charge, though they mute the topic."""

    matter = matters.UNANSWERED
    rung = Rung.FACILITATORS
    label = _("Nobody has answered {actor}’s question")
    action = _("See what it needs")
    why = _("You get this because you facilitate this community.")

    def recipients(self, ask: Ask) -> QuerySet[User]:
        charge = Membership.objects.active().in_charge().filter(community=ask.topic.community_id)
        return members_of(ask.topic).filter(pk=ask.user_id, pk__in=charge.values("user"))
