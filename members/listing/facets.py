"""How many of those asked for have what, of what the viewer may read of them.

Counted are some of them alone, whichever are found first, so it costs no more where everybody is
asked for: then each count is a lower bound, and is shown as one.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Min, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from members.listing import skills
from members.listing.asked import KINDS, Asked
from members.profiles.fields import OpenTo
from members.profiles.languages import name_of
from members.profiles.models import Facet, FacetKind
from members.skills.rules import SkillLevel

COUNTED = 2000
MOST = 8  # values shown of each


@dataclass(frozen=True)
class Value:
    kind: str
    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Counted:
    total: int
    has_more: bool  # than were counted
    values: list[Value]

    def facets(self, asked: Asked) -> list[tuple[str | Promise, list[Value]]]:
        """Those that tell people apart, without what was asked for already."""
        found: list[tuple[str | Promise, list[Value]]] = []
        labels = skills.LABELS | {kind.value: kind.label for kind in KINDS}
        for kind, label in labels.items():
            values = [one for one in self.values if one.kind == kind]
            tells = self.has_more or any(one.count < self.total for one in values)
            if values and tells and kind not in asked.chosen:
                found.append((label, values[:MOST]))
        return found

    def chosen(self, asked: Asked) -> list[Value]:
        """What was asked for, as somebody of those wrote it."""
        known = {(one.kind, one.value): one for one in self.values}
        return [
            known.get((kind, value)) or Value(kind, value, said(kind, value, value), 0)
            for kind, value in asked.chosen.items()
        ]


def count(viewer: Any, people: QuerySet[User], asked: Asked) -> Counted:
    """In three queries, and three more where a skill was asked for."""
    some = list(people.order_by().values_list("pk", flat=True)[: COUNTED + 1])
    total = len(some)
    rank = Window(RowNumber(), partition_by=F("kind"), order_by=[F("n").desc(), F("value")])
    rows = (
        Facet.objects.visible_to(viewer)
        .filter(user__in=some, kind__in=KINDS)
        .values("kind", "value")
        .annotate(n=Count("pk"), wrote=Min("label"))
        .annotate(rank=rank)
        .filter(rank__lte=MOST + 1)
        .order_by("kind", "rank")
    )
    values = [
        Value(row["kind"], row["value"], said(row["kind"], row["value"], row["wrote"]), row["n"])
        for row in rows
    ]
    found = skills.count(viewer, some, asked.chosen, MOST + 1)
    values += [Value(*row) for row in found]
    return Counted(min(total, COUNTED), total > COUNTED, values)


def said(kind: str, value: str, wrote: str) -> str:
    if kind == skills.SKILL:
        return str(_("A skill")) if wrote == value else wrote
    if kind == skills.LEVEL:
        return str(SkillLevel(value).label)
    if kind == FacetKind.LANGUAGE:
        return name_of(value)
    if kind == FacetKind.OPEN_TO:
        return str(OpenTo(value).label) if value in OpenTo.values else value
    return wrote
