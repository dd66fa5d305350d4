"""Who may know the answer: the formula of docs/asking.md."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from math import log2
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Block, User
from communities.models import Membership, Tag
from discussions.asking import evidence
from discussions.asking.reasons import FACILITATES, reason_of
from discussions.following import members_of, unmuted_members_of
from discussions.models import Ask, Mention, Post, Readiness, Topic

MOST_MEMBERS = 3
MOST_FOLLOWERS = 20
WEIGHED = 30  # those with the most evidence, among whom the load is spread

Reason = dict[str, Any]
Reasons = dict[int, Reason]  # by the number of the user


@dataclass
class Candidate:
    worth: float = 0
    strongest: float = 0
    reason: Reason = field(default_factory=dict)

    def add(self, worth: float, reason: Reason) -> None:
        self.worth += worth
        if worth > self.strongest:
            self.strongest, self.reason = worth, reason


def matched_members(topic: Topic, most: int = MOST_MEMBERS) -> Reasons:
    """Those likeliest to know, who have not been asked too often; with the topic locked."""
    candidates = candidates_for(topic)
    heaviest = sorted(candidates, key=lambda user: (-candidates[user].worth, user))[:WEIGHED]
    free = _with_room(heaviest)

    def rank(user: int) -> tuple[float, int]:
        return -log2(1 + candidates[user].worth) / (1 + free[user]), user

    return {user: candidates[user].reason for user in sorted(free, key=rank)[:most]}


def candidates_for(topic: Topic) -> dict[int, Candidate]:
    tags = {tag.pk: tag for tag in topic.tags.all()}
    found: dict[int, Candidate] = defaultdict(Candidate)
    if not tags:
        return found
    for user, _tag, worth, reason in _shown(tags, timezone.now()):
        found[user].add(worth, reason)
    people = may_be_asked(topic).filter(pk__in=list(found)).values_list("pk", flat=True)
    return {user: found[user] for user in people}


class Experience:
    """What these people have shown that they know about these tags, whether they may be asked or
    not: so a digest says what they could answer."""

    def __init__(self, users: Iterable[int], tags: Iterable[int], now: datetime) -> None:
        known = Tag.objects.in_bulk(list(tags))
        self._shown: dict[tuple[int, int], list[tuple[float, Reason]]] = defaultdict(list)
        for user, tag, worth, reason in _shown(known, now, users):
            self._shown[user, tag].append((worth, reason))

    def of(self, user: int, tags: Iterable[int]) -> Candidate:
        """All that speaks for them under any of the tags."""
        found = Candidate()
        for tag in tags:
            for worth, reason in self._shown.get((user, tag), ()):
                found.add(worth, reason)
        return found


def _shown(
    tags: Mapping[int, Tag], now: datetime, users: Iterable[int] | None = None
) -> Iterator[tuple[int, int, float, Reason]]:
    """Each piece of evidence with its weight by now; of all people, or of some."""
    for kind in evidence.kinds.values():
        rows = kind.rows(tags, now) if users is None else kind.of(users, tags, now)
        for user, tag, count, worth in rows:
            said = reason_of(kind.name, tags[tag].name, count)
            yield user, tag, kind.weight * worth * rarity(tags[tag]), said


def rarity(tag: Tag) -> float:
    """What is known about a tag that few topics have says more about a topic that has it."""
    return 1 / log2(2 + tag.topic_count)


def tag_followers(topic: Topic, most: int = MOST_FOLLOWERS) -> Reasons:
    """Those asked least of late; with the topic locked."""
    names = dict(topic.tags.values_list("pk", "name"))
    people = may_be_asked(topic).values("pk")
    following = evidence.followers_of(names).filter(user__in=people)
    reasons = {
        user: reason_of("follows", names[int(target.partition(":")[2])], 1)
        for user, target in following.values_list("user_id", "target")
    }
    free = _with_room(reasons)
    return {user: reasons[user] for user in sorted(free, key=lambda u: (free[u], u))[:most]}


def facilitators(topic: Topic) -> Reasons:
    """Those who may read it and have not written there; it is theirs, so no cap spares them."""
    charge = Membership.objects.active().in_charge().filter(community=topic.community_id)
    mine = members_of(topic).filter(pk__in=charge.values("user"))
    present = _present_for(topic, mine)
    return dict.fromkeys(present.order_by("pk").values_list("pk", flat=True), FACILITATES)


def may_be_asked(topic: Topic) -> QuerySet[User]:
    """Members who may read it, want to be asked, mute nothing of it, and have no part in it yet."""
    asked = Ask.objects.filter(topic=topic)
    named = Mention.objects.filter(post__topic=topic)  # who were told of it by name
    people = _present_for(topic, unmuted_members_of(topic))
    people = people.exclude(pk__in=asked.values("user")).exclude(pk__in=named.values("user"))
    return people.exclude(pk__in=Readiness.objects.resting().values("user"))


def _present_for(topic: Topic, people: QuerySet[User]) -> QuerySet[User]:
    wrote = Post.objects.filter(topic=topic)
    apart = Block.objects.filter(Q(blocker=topic.author_id) | Q(blocked=topic.author_id))
    return (
        topic.space.among(people)
        .filter(is_active=True)
        .exclude(pk__in=wrote.values("author"))
        .exclude(pk__in=apart.values("blocker"))
        .exclude(pk__in=apart.values("blocked"))
    )


def _with_room(users: Iterable[int]) -> Mapping[int, int]:
    """Of these, held, whoever was asked less often this week than they want; how often lately."""
    held = Readiness.objects.hold(users) if users else {}
    load = Ask.objects.load(held) if held else {}
    # What was read without the lock is asked again: somebody may have paused meanwhile.
    return {
        user: load.get(user, (0, 0))[1]
        for user, readiness in held.items()
        if readiness.may_be_asked and load.get(user, (0, 0))[0] < readiness.weekly_cap
    }
