"""What skills somebody has, as far as one viewer may see what shows them.

Levels are reckoned from what the viewer sees and nothing else, so they tell of nothing hidden.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from accounts.models import User
from members.directory import people_shown_to
from members.profile import Entry
from members.skills.known import Known
from members.skills.models import Evidence
from members.skills.models.evidence import EvidenceQuerySet
from members.skills.rules import SkillLevel, Thing, level_of, ring_of
from members.skills.sources import source_of

Pairs = dict[tuple[int, int], int]


@dataclass
class Shown:
    """One skill of somebody's, and what shows it, the latest first."""

    user_id: int
    known: Known
    level: SkillLevel
    rows: list[Evidence]

    @property
    def sources(self) -> list[tuple[str, int]]:
        """Each once, also where several of its tags mean the skill."""
        return list(dict.fromkeys(row.source for row in self.rows))

    @property
    def count(self) -> int:
        return len(self.sources)

    @property
    def rank(self) -> tuple[int, int]:
        return self.level.rank, self.count


@dataclass
class Proof:
    """A piece of evidence as a page shows it."""

    row: Evidence
    entry: Entry
    label: str
    glyph: str
    witness: User | None = None


def skills_of(viewer: Any, person: User) -> list[Shown]:
    """The most shown first. In two queries at most."""
    return skills_of_each(viewer, [person.pk])[person.pk]


def skills_of_each(viewer: Any, users: Iterable[int]) -> dict[int, list[Shown]]:
    rows = Evidence.objects.visible_to(viewer).filter(user__in=list(users))
    return reckon(viewer, rows)


def skill_of(viewer: Any, person: User, key: str) -> Shown | None:
    return next((one for one in skills_of(viewer, person) if one.known.key == key), None)


def reckon(viewer: Any, rows: EvidenceQuerySet) -> dict[int, list[Shown]]:
    """By user, what these rows show, which the viewer may see."""
    found = list(rows.for_display())
    witnessed = {row.user_id for row in found if row.witness_id}
    pairs = _pairs(viewer, witnessed) if witnessed else {}
    by_skill: dict[tuple[int, str], list[Evidence]] = defaultdict(list)
    for row in found:
        by_skill[row.user_id, row.known.key].append(row)
    rings = {user: ring_of(user, pairs) for user in witnessed}
    now, shown = timezone.now(), defaultdict[int, list[Shown]](list)
    for (user, _key), mine in by_skill.items():
        level = level_of(_things(mine), rings.get(user, ()), now)
        shown[user].append(Shown(user, mine[0].known, level, mine))
    for skills in shown.values():
        skills.sort(key=lambda one: (*(-n for n in one.rank), one.known.label))
    return shown


def proofs_of(viewer: Any, shown: Shown) -> list[Proof]:
    return proofs_of_each(viewer, [shown])[0]


def proofs_of_each(viewer: Any, skills: list[Shown]) -> list[list[Proof]]:
    """Of what shows each, all that the viewer may still read; a query for each kind, and one for
    those who saw it."""
    rows = [row for one in skills for row in one.rows]
    entries = _entries(viewer, rows)
    witnesses = {row.witness_id for row in rows if row.witness_id}
    people = people_shown_to(viewer).in_bulk(witnesses) if witnesses else {}
    return [list(_proofs(one, entries, people)) for one in skills]


def _proofs(
    shown: Shown, entries: dict[tuple[str, int], Entry], people: dict[int, User]
) -> Iterator[Proof]:
    first = {row.source: row for row in reversed(shown.rows)}
    for key in shown.sources:
        row, source = first[key], source_of(key[0])
        if source and key in entries:
            witness = people.get(row.witness_id or 0)
            yield Proof(row, entries[key], str(source.label), source.glyph, witness)


def _entries(viewer: Any, rows: list[Evidence]) -> dict[tuple[str, int], Entry]:
    by_kind: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        by_kind[row.kind].add(row.source_id)
    found: dict[tuple[str, int], Entry] = {}
    for kind, ids in by_kind.items():
        if source := source_of(kind):
            entries = source.entries(viewer, sorted(ids))
            found |= {(kind, number): entry for number, entry in entries.items()}
    return found


def _pairs(viewer: Any, users: Iterable[int]) -> Pairs:
    """Who vouches for whom, as far as the viewer sees it."""
    pairs: Pairs = defaultdict(int)
    for user, witness, n in Evidence.objects.visible_to(viewer).pairs(users):
        pairs[user, witness] += n
    return dict(pairs)


def _things(rows: list[Evidence]) -> Iterator[Thing]:
    seen: set[tuple[str, int]] = set()
    for row in rows:
        if row.source not in seen:
            seen.add(row.source)
            source = source_of(row.kind)
            many = bool(source and source.is_before_many)
            yield Thing(row.source, row.at, _witnesses(row), many)


def _witnesses(row: Evidence) -> frozenset[int]:
    return frozenset({row.witness_id}) if row.witness_id else frozenset()
