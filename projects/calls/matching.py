"""Whom a call looks for, of those who want to be told of such calls. Each is told once.

They chose a tag that it names, in its community; or they want to be told of what they know, and
have shown that they know about it (`discussions.asking.evidence`).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Block, User
from communities.models import Tag
from discussions.asking import evidence
from discussions.asking.reasons import reason_of
from discussions.models import Readiness
from projects.calls.models import Application, Call, Match, Wish
from projects.calls.reasons import chosen
from projects.models import Collaborator, Standing
from projects.notices import readers_of

MOST_A_DAY = 20  # of one call; whoever is left is told the next day
CHOSEN = 10  # to have asked for it speaks louder than anything one did


@dataclass(frozen=True)
class Fit:
    """Somebody wants to be told of calls that name a tag, and why."""

    user: int
    tag: int
    worth: float
    reason: dict[str, Any]


@dataclass
class Candidate:
    worth: float = 0
    strongest: float = 0
    reason: dict[str, Any] = field(default_factory=dict)

    def add(self, worth: float, reason: dict[str, Any]) -> None:
        self.worth += worth
        if worth > self.strongest:
            self.strongest, self.reason = worth, reason


def seek(call_id: int) -> int:
    """Put an open call to those it looks for, as many as there is room for today. How many."""
    with transaction.atomic():
        call = Call.objects.lock(call_id)
        room = MOST_A_DAY - Match.objects.within_a_day(call) if call.is_open else 0
        if room <= 0:
            return 0
        found = candidates_for(call)
        first = sorted(found, key=lambda user: (-found[user].worth, user))[:room]
        return Match.objects.put(call, {user: found[user].reason for user in first})


def candidates_for(call: Call) -> dict[int, Candidate]:
    names = dict(call.tags.values_list("pk", "name"))
    found: dict[int, Candidate] = defaultdict(Candidate)
    for fit in fits(Wish.objects.filter(community=call.community_id), names):
        found[fit.user].add(fit.worth, fit.reason)
    people = may_be_told(call).filter(pk__in=list(found)).values_list("pk", flat=True)
    return {user: found[user] for user in people}


def fits(wishes: QuerySet[Wish], names: Mapping[int, str]) -> Iterator[Fit]:
    """Between those whose wishes these are, and tags that calls name."""
    if not names:
        return
    chose = wishes.filter(tags__in=names).values_list("user", "tags").order_by("tags")
    for user, tag in chose:
        yield Fit(user, tag, CHOSEN, chosen(names[tag]))
    yield from _known(wishes.filter(by_what_they_know=True), names)


def may_be_told(call: Call) -> QuerySet[User]:
    """Those who may read it, mute nothing of it, and have no part in it yet."""
    apart = Block.objects.filter(Q(blocker=call.called_by_id) | Q(blocked=call.called_by_id))
    inside = Collaborator.objects.filter(project=call.project_id).exclude(standing=Standing.LEFT)
    return (
        call.space.among(readers_of(call.project))
        .filter(is_active=True)
        .exclude(pk__in=inside.values("user"))
        .exclude(pk__in=Application.objects.filter(call=call).values("user"))
        .exclude(pk__in=Match.objects.filter(call=call).values("user"))
        .exclude(pk__in=apart.values("blocker"))
        .exclude(pk__in=apart.values("blocked"))
    )


def _known(wishes: QuerySet[Wish], names: Mapping[int, str]) -> Iterator[Fit]:
    """By what they have shown that they know; who has a pause from being asked has none either."""
    rested = Readiness.objects.resting().values("user")
    willing = set(wishes.exclude(user__in=rested).values_list("user", "community"))
    if not willing:
        return
    homes = dict(Tag.objects.filter(pk__in=names).values_list("pk", "community"))
    users, now = {user for user, _community in willing}, timezone.now()
    for kind in evidence.kinds.values():
        for user, tag, count, worth in kind.of(users, list(names), now):
            if (user, homes[tag]) in willing:
                yield Fit(user, tag, kind.weight * worth, reason_of(kind.name, names[tag], count))
