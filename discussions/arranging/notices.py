"""Whoever wrote what was taken apart or put together is told where it is, in the app alone."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from discussions import matters
from discussions.events import TopicMerged, TopicSplit
from discussions.following import unmuted_members_of
from discussions.models import Topic, Turn
from discussions.notices import TopicNews
from notifications import notices


class Rearranged(TopicNews):
    """About the topic in which it is now, where they may read that."""

    matter = matters.OUTCOMES

    def actor(self, turn: Turn) -> User | None:
        return turn.by

    def load(self, event: Any) -> Turn | None:
        return Turn.objects.of_present().filter(pk=event.turn_id).first()

    def key(self, turn: Turn) -> str:
        return f"{turn.what}:{turn.pk}"


@notices.on(TopicSplit)
class YourPostIsATopic(Rearranged):
    label = _("{actor} made your post a topic of its own")

    def recipients(self, turn: Turn) -> QuerySet[User]:
        return unmuted_members_of(turn.topic).filter(pk=turn.topic.author_id)


@notices.on(TopicMerged)
class YourTopicWasMerged(Rearranged):
    label = _("{actor} merged your topic into another one")

    def recipients(self, turn: Turn) -> QuerySet[User]:
        merged = Topic.objects.filter(merger__turn=turn)
        return unmuted_members_of(turn.topic).filter(pk__in=merged.values("author"))

    def excerpt(self, turn: Turn) -> str:
        return turn.note
