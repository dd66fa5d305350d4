"""What a directory is narrowed by of skills: one of them, and how much is shown of it at least."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Case, CharField, Count, F, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from members.skills.models import Evidence
from members.skills.rules import SkillLevel
from members.skills.shown import reckon

SKILL, LEVEL = "skill", "skill_level"
LABELS: dict[str, str | Promise] = {SKILL: _("Has shown"), LEVEL: _("How much of it, at least")}
LEVELS = [level for level in SkillLevel if level != SkillLevel.PAST]
KEY = re.compile(r"[sw][0-9]{1,18}")  # as `Known.key`

Row = tuple[str, str, str, int]  # the kind, the value, what it is called, of how many


def read(query: Mapping[str, Any]) -> dict[str, str]:
    """A level is one of a skill, and means nothing alone."""
    skill, level = str(query.get(SKILL) or ""), str(query.get(LEVEL) or "")
    if not KEY.fullmatch(skill):
        return {}
    return {SKILL: skill} | ({LEVEL: level} if level in LEVELS else {})


def holders(viewer: Any, chosen: Mapping[str, str]) -> Any:
    """Those of whom the viewer sees so much of it."""
    seen = Evidence.objects.visible_to(viewer)
    rows = seen.with_key(chosen[SKILL])
    if LEVEL not in chosen:
        return rows.values("user")
    least = SkillLevel(chosen[LEVEL]).rank
    return [pk for pk, (one,) in reckon(seen, rows).items() if one.level.rank >= least]


def count(viewer: Any, people: list[int], chosen: Mapping[str, str], most: int) -> list[Row]:
    """Which skills these have, and of one that was chosen how much is shown."""
    seen = Evidence.objects.visible_to(viewer)
    rows = seen.filter(user__in=people)
    return [*_skills(rows, most), *(_levels(seen, rows, chosen) if SKILL in chosen else ())]


def _skills(rows: QuerySet[Any], most: int) -> Iterator[Row]:
    skill, tag = "tag__meaning__skill", "tag"
    key = Case(
        When(**{f"{skill}__isnull": False}, then=Concat(Value("s"), Cast(skill, CharField()))),
        default=Concat(Value("w"), Cast(tag, CharField())),
    )
    called = Coalesce(F(f"{skill}__label"), F("tag__name"))
    named = rows.order_by().annotate(known=key, called=called).values("known", "called")
    for row in named.annotate(n=Count("user", distinct=True)).order_by("-n", "known")[:most]:
        yield SKILL, row["known"], row["called"], row["n"]


def _levels(seen: Any, rows: Any, chosen: Mapping[str, str]) -> Iterator[Row]:
    shown = reckon(seen, rows.with_key(chosen[SKILL])).values()
    for level in LEVELS:
        count = sum(one.level.rank >= level.rank for (one,) in shown)
        if count:
            yield LEVEL, level.value, str(level.label), count
