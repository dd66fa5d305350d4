"""Whom a call looks for, of those who want to be told of such calls. Each is told once.

They chose a tag that it names, in its community; or they want to be told of what they know, and
have shown that they know about it (`discussions.asking.evidence`).
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Block, User
from discussions.asking import evidence
from discussions.asking.reasons import reason_of
from discussions.models import Readiness
from projects.calls.models import Application, Call, Match, Wish
from projects.calls.reasons import chosen
from projects.models import Collaborator, Standing
from projects.notices import readers_of

MOST_A_DAY = 20  # of one call; whoever is left is told the next day
CHOSEN = 10  # to have asked for it speaks louder than anything one did


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
    if not names:
        return found
    wishes = Wish.objects.filter(community=call.community_id)
    for user, tag in wishes.filter(tags__in=names).values_list("user", "tags").order_by("tags"):
        found[user].add(CHOSEN, chosen(names[tag]))
    for user, worth, reason in _known_by(wishes.filter(by_what_they_know=True), names):
        found[user].add(worth, reason)
    people = may_be_told(call).filter(pk__in=list(found)).values_list("pk", flat=True)
    return {user: found[user] for user in people}


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


def _known_by(wishes: Any, names: dict[int, str]) -> Any:
    """Of these people, what shows that they know; of who has a pause from being asked, nothing."""
    rested = Readiness.objects.resting().values("user")
    willing = set(wishes.exclude(user__in=rested).values_list("user", flat=True))
    now = timezone.now()
    for kind in evidence.kinds.values() if willing else ():
        for user, tag, count, worth in kind.rows(list(names), now):
            if user in willing:
                yield user, kind.weight * worth, reason_of(kind.name, names[tag], count)
