"""What waits for a user: the acts that others count on, then what is new. It has an end."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Min

from communities.models import Community, JoinRequest
from communities.models.membership import State, memberships_of
from discussions.begun import Begun, begun_by
from discussions.models import Topic

if TYPE_CHECKING:
    from accounts.models import User

MOST = 5
MOST_NEW = 10


@dataclass(frozen=True)
class Requests:
    """People who ask to join a community that the user looks after."""

    community: Community
    count: int
    since: datetime


@dataclass(frozen=True)
class Waiting:
    communities: list[Community]
    requests: list[Requests]
    answered: list[Topic]  # questions of the user's, with an answer that is not their own
    begun: list[Begun]
    unread: list[Topic]  # topics the user opened before, that have grown
    unanswered: list[Topic]  # questions of others that nobody has answered yet

    @property
    def count(self) -> int:
        return len(self.requests) + len(self.answered) + len(self.begun)


def waiting_for(user: "User") -> Waiting:
    mine = [m for m in memberships_of(user).values() if m.state == State.ACTIVE]
    communities = [membership.community for membership in mine]
    answered, unread = _grown(user)
    return Waiting(
        communities=communities,
        requests=_requests(
            [m.community for m in mine if m.community.standing_of(user).facilitates]
        ),
        answered=answered,
        begun=begun_by(user, communities, MOST),
        unread=unread,
        unanswered=_unanswered(user, communities),
    )


def _requests(communities: list[Community]) -> list[Requests]:
    if not communities:
        return []
    known = {community.pk: community for community in communities}
    rows = (
        JoinRequest.objects.waiting()
        .filter(community__in=communities)
        .values_list("community")
        .annotate(count=Count("pk"), since=Min("created_at"))
    )
    return [Requests(known[pk], count, since) for pk, count, since in rows]


def _grown(user: "User") -> tuple[list[Topic], list[Topic]]:
    """The user's answered questions, and the other topics that have grown: one query for both."""
    seen = Topic.objects.visible_to(user)
    answered = seen.unsolved().filter(author=user, answer_count__gt=0).exclude(last_post_by=user)
    unread = seen.unread_by(user)
    wanted = (
        answered.order_by("-active_at")
        .values("pk")[:MOST]
        .union(unread.order_by("-active_at").values("pk")[:MOST_NEW])
    )
    topics = Topic.objects.filter(pk__in=wanted).for_list().with_place_of(user)
    first: list[Topic] = []
    rest: list[Topic] = []
    for topic in topics.order_by("-active_at", "-pk"):
        asked = topic.author_id == user.pk and topic.is_question and not topic.is_solved
        (first if asked and topic.answer_count else rest).append(topic)
    return first, rest


def _unanswered(user: "User", communities: list[Community]) -> list[Topic]:
    topics = Topic.objects.visible_to(user).unanswered().filter(community__in=communities)
    return list(topics.exclude(author=user).for_list().with_place_of(user).order_by("-pk")[:MOST])
