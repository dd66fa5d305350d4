"""What waits for a user: the acts that others count on, then what is new. It has an end."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Min

from communities.models import Community, JoinRequest
from communities.models.membership import State, memberships_of
from discussions.begun import Begun, begun_by
from discussions.models import Bookmark, Topic
from notifications.models import Arrival
from projects.models import Collaborator, Task
from projects.tasks.mine import pressing

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
class HeldMail:
    """Emails in the user's name that are held until they say whether they wrote them."""

    count: int
    since: datetime


@dataclass(frozen=True)
class Waiting:
    communities: list[Community]
    requests: list[Requests]
    held: HeldMail | None
    invited: list[Collaborator]  # projects that ask the user in
    answered: list[Topic]  # questions of the user's, with an answer that is not their own
    begun: list[Begun]
    due: list[Bookmark]  # whose reminder has come
    tasks: list[Task]  # of the user's, late or due today
    put: list[Topic]  # open questions that were put to the user, who may know
    named: list[Topic]  # open questions that name the user, who has not written there yet
    asked: list[Topic]  # questions of the user's that nobody has answered
    unread: list[Topic]  # topics they track or watch, that have grown since they read them
    unanswered: list[Topic]  # questions of others that nobody has answered yet

    @property
    def count(self) -> int:
        asked = (self.requests, self.invited, self.answered, self.put, self.named)
        acts = (*asked, self.begun, self.due, self.tasks)
        return sum(len(waiting) for waiting in acts) + bool(self.held)


def waiting_for(user: "User") -> Waiting:
    mine = [m for m in memberships_of(user).values() if m.state == State.ACTIVE]
    communities = [membership.community for membership in mine]
    topics = _topics(user, communities)
    answered = [one for one in topics if _is_open(one, of=user) and one.answer_count]
    asked = [one for one in topics if _is_open(one, of=user) and not one.answer_count]
    here = {community.pk for community in communities}
    put = [one for one in topics if one.my_ask and one.community_id in here]
    named = [one for one in topics if one.names_viewer and one not in put]
    alone = [one for one in topics if one.is_unanswered and one.author_id != user.pk]
    invited = Collaborator.objects.waiting_for(user)
    due = Bookmark.objects.of(user).in_state("due").for_display().order_by("remind_at")
    return Waiting(
        communities=communities,
        requests=_requests(
            [m.community for m in mine if m.community.standing_of(user).facilitates]
        ),
        held=_held(user),
        invited=list(invited[:MOST]),
        answered=[one for one in answered if one.last_post_by_id != user.pk][:MOST],
        begun=begun_by(user, communities, MOST),
        due=list(due[:MOST]),
        tasks=pressing(user, MOST),
        put=put[:MOST],
        named=named[:MOST],
        asked=asked[:MOST],
        unread=[one for one in topics if one.unread_count and one not in answered][:MOST_NEW],
        unanswered=sorted(
            (one for one in alone if one.community_id in here and one not in named + put),
            key=lambda one: -one.pk,
        )[:MOST],
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


def _held(user: "User") -> HeldMail | None:
    held = Arrival.objects.held_for(user).order_by()
    found = held.aggregate(count=Count("pk"), since=Min("came_at"))
    return HeldMail(**found) if found["count"] else None


def _topics(user: "User", communities: list[Community]) -> list[Topic]:
    """What the lists of topics show, in one query: the first of each, the last active first."""
    seen = Topic.objects.visible_to(user)
    unsolved, here = seen.unsolved(), seen.filter(community__in=communities)
    wanted = [
        unsolved.filter(author=user, answer_count__gt=0).exclude(last_post_by=user),
        seen.unanswered().filter(author=user),
        here.unsolved().naming(user),
        here.unanswered().put_to(user),
        seen.unread_by(user),
    ]
    first = [topics.order_by("-active_at").values("pk")[:MOST_NEW] for topics in wanted]
    alone = here.unanswered().exclude(author=user).order_by("-pk").values("pk")
    topics = Topic.objects.filter(pk__in=alone[:MOST_NEW].union(*first))
    shown = topics.for_list().with_place_of(user).with_call_on(user).with_ask_of(user)
    return list(shown.order_by("-active_at", "-pk"))


def _is_open(topic: Topic, *, of: "User") -> bool:
    is_open = topic.is_question and not topic.is_solved and not topic.is_closed
    return is_open and topic.author_id == of.pk
