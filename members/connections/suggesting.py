"""Whom somebody may like to meet, each with why: higher floors say more of it in `suggestions.py`.

Nobody is suggested whom the viewer could not find in the directory; and of what is said as a
reason, all is what the viewer may read already.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, QuerySet

from accounts.models import User
from members.connections.models import Connection, Dismissal
from members.directory import people_visible_to

MOST, MOST_REASONS = 8, 3
LOOKED_AT = 300  # rows, of each kind of reason


@dataclass(frozen=True)
class Reason:
    person: int  # their number
    words: str  # a whole sentence, to the viewer
    weight: int


@dataclass(frozen=True)
class Suggestion:
    person: User
    reasons: list[str]


@dataclass(frozen=True)
class Said:
    once: Any  # with its %(title)s
    often: Any  # `ngettext_lazy`, with how many


Finding = Callable[[User], Iterable[Reason]]
_findings: list[Finding] = []


def reasons(function: Finding) -> Finding:
    """Register what brings people together; in a query or two."""
    _findings.append(function)
    return function


def shared(rows: QuerySet[Any], who: str, what: str, said: Said, weight: int) -> Iterator[Reason]:
    """A reason for each ``who`` of the rows, by how many of ``what``, which have titles."""
    counted = rows.order_by().values_list(who)
    counted = counted.annotate(n=Count(what, distinct=True), title=Max(f"{what}__title"))
    for pk, n, title in counted.order_by("-n", who)[:LOOKED_AT]:
        words = said.once % {"title": title} if n == 1 else said.often % {"n": n}
        yield Reason(pk, words, weight + min(n, 4))


def suggestions_for(viewer: User) -> list[Suggestion]:
    """Those with the best reasons first."""
    found: dict[int, list[Reason]] = defaultdict(list)
    for function in _findings:
        for one in function(viewer):
            found[one.person].append(one)
    people = _who_may_be_suggested(viewer).filter(pk__in=found)

    def order(person: User) -> Any:
        return -sum(one.weight for one in found[person.pk]), person.name, person.pk

    best = sorted(people, key=order)[:MOST]
    return [Suggestion(person, _said(found[person.pk])) for person in best]


def _who_may_be_suggested(viewer: User) -> Any:
    """Neither who is or was asked, on either side, nor who was dismissed."""
    known = Connection.objects.of(viewer)
    dismissed = Dismissal.objects.filter(user=viewer)
    return (
        people_visible_to(viewer)
        .filter(is_active=True)
        .exclude(pk=viewer.pk)
        .exclude(pk__in=known.values("asker"))
        .exclude(pk__in=known.values("asked"))
        .exclude(pk__in=dismissed.values("person"))
    )


def _said(found: list[Reason]) -> list[str]:
    best = sorted(found, key=lambda one: (-one.weight, one.words))
    return [one.words for one in best[:MOST_REASONS]]
