"""What ideas for workshops tell. That one has become a workshop is told with its publication
(`learning/workshops/notices.py`)."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communities.chains import chain_of
from learning.ideas.events import IdeaAdded, IdeaClosed, SomebodyCouldTeach
from learning.ideas.matters import IDEAS
from learning.ideas.models import Idea, TeachingOffer
from learning.news import NewsInSpace
from learning.readers import readers_of
from learning.workshops.matters import WORKSHOPS
from notifications import notices
from notifications.models import Follow


class IdeaNews(NewsInSpace):
    matter = IDEAS
    template = "learning/emails/idea"
    action = _("Open the idea")
    stop = _("Stop emails about this idea")
    subject = _("News of an idea for a workshop in {name}")

    def load(self, event: Any) -> Idea | None:
        ideas = Idea.objects.select_related("community", "space__community", "author", "closed_by")
        found: Idea | None = ideas.filter(pk=event.idea_id).first()
        return found

    def excerpt(self, thing: Any) -> str:
        return str(thing.text)

    def mail(self, thing: Any) -> dict[str, Any]:
        return {"text": self.excerpt(thing)}


@notices.on(IdeaAdded)
class SomebodyHasAnIdea(IdeaNews):
    """To those who follow where it is."""

    matter = WORKSHOPS
    label = _("{actor} has an idea for a workshop")
    action = _("See it, and say if you would come")
    why = _("You get this because you follow where it was put.")

    def load(self, event: IdeaAdded) -> Idea | None:
        idea = super().load(event)
        return idea if idea and idea.is_open else None

    def actor(self, thing: Idea) -> User | None:
        return thing.author

    def recipients(self, thing: Idea) -> QuerySet[User]:
        _itself, *above = chain_of(thing, tag_ids=())
        told = Follow.objects.told_of_new(above)
        return readers_of(thing).filter(pk__in=told.values("user"))

    def key(self, thing: Idea) -> str:
        return f"idea:{thing.pk}"


@notices.on(IdeaClosed)
class YourIdeaWasClosed(IdeaNews):
    label = _("{actor} closed your idea for a workshop")
    why = _("You get this because it was your idea.")

    def load(self, event: IdeaClosed) -> Idea | None:
        idea = super().load(event)
        return idea if idea and idea.closed_at and idea.closed_by else None

    def actor(self, thing: Idea) -> User | None:
        return thing.closed_by

    def excerpt(self, thing: Idea) -> str:
        return thing.note

    def recipients(self, thing: Idea) -> QuerySet[User]:
        return readers_of(thing).filter(pk=thing.author_id)

    def key(self, thing: Idea) -> str:
        return f"idea_closed:{thing.pk}:{thing.version}"


@notices.on(SomebodyCouldTeach)
class SomebodyCouldTeachIt(IdeaNews):
    """To who would like to learn it, and has said so."""

    about = "idea"
    label = _("{actor} could teach what you would like to learn")
    why = _("You get this because you would come to this workshop.")

    def load(self, event: SomebodyCouldTeach) -> Any:
        offers = TeachingOffer.objects.select_related(
            "user", "idea__community", "idea__space__community", "idea__author"
        )
        offer = offers.filter(pk=event.offer_id).first()
        return offer if offer and offer.idea.is_open else None

    def actor(self, thing: Any) -> User | None:
        user: User = thing.user
        return user

    def excerpt(self, thing: Any) -> str:
        return str(thing.words)

    def recipients(self, thing: Any) -> QuerySet[User]:
        wanting = {*thing.idea.ballots.values_list("user", flat=True), thing.idea.author_id}
        return readers_of(thing.idea).filter(pk__in=wanting - {thing.user_id})

    def key(self, thing: Any) -> str:
        return f"idea_offer:{thing.pk}"
