"""What skills somebody has, as far as one viewer may see what shows them.

Levels are reckoned from what the viewer sees and nothing else, so they tell of nothing hidden.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from members.directory import people_shown_to
from members.profile import Entry
from members.skills.known import Known
from members.skills.models import Endorsement, Evidence
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
    witness: User | None
    endorsements: list[Endorsement]
    may_endorse: bool  # the viewer

    def endorsed_by(self, viewer: Any) -> Endorsement | None:
        return next((one for one in self.endorsements if one.by_id == viewer.pk), None)


def skills_of(viewer: Any, person: User) -> list[Shown]:
    """The most shown first. In two queries at most."""
    return skills_of_each(viewer, [person.pk])[person.pk]


def skills_of_each(viewer: Any, users: Iterable[int]) -> dict[int, list[Shown]]:
    seen = Evidence.objects.visible_to(viewer)
    return reckon(seen, seen.filter(user__in=list(users)))


def skill_of(viewer: Any, person: User, key: str) -> Shown | None:
    return next((one for one in skills_of(viewer, person) if one.known.key == key), None)


def reckon(seen: EvidenceQuerySet, rows: EvidenceQuerySet) -> dict[int, list[Shown]]:
    """By user, what these rows show, which are of all that is seen."""
    found = list(rows.for_display())
    witnessed = {row.user_id for row in found if row.witness_id}
    pairs = _pairs(seen, witnessed) if witnessed else {}
    said = _said(seen, {row.user_id for row in found}) if found else {}
    by_skill: dict[tuple[int, str], list[Evidence]] = defaultdict(list)
    for row in found:
        by_skill[row.user_id, row.known.key].append(row)
    rings = {user: ring_of(user, pairs) for user in witnessed}
    now, shown = timezone.now(), defaultdict[int, list[Shown]](list)
    for (user, _key), mine in by_skill.items():
        level = level_of(_things(mine, said), rings.get(user, ()), now)
        shown[user].append(Shown(user, mine[0].known, level, mine))
    for skills in shown.values():
        skills.sort(key=lambda one: (*(-n for n in one.rank), one.known.label))
    return shown


def proofs_of(viewer: Any, shown: Shown) -> list[Proof]:
    return proofs_of_each(viewer, [shown])[0]


def proofs_of_each(viewer: Any, skills: list[Shown]) -> list[list[Proof]]:
    """Of what shows each, all that the viewer may still read: two queries for each kind, one for
    those who saw it and one for those who endorse it."""
    rows = [row for one in skills for row in one.rows]
    entries = entries_of(viewer, rows)
    witnesses = {row.witness_id for row in rows if row.witness_id}
    people = people_shown_to(viewer).in_bulk(witnesses) if witnesses else {}
    endorsed = _endorsed(viewer, rows)
    shared = shared_with(viewer, rows)

    def proofs(shown: Shown) -> Iterator[Proof]:
        first = {row.source: row for row in reversed(shown.rows)}
        for key in shown.sources:
            row, source = first[key], source_of(key[0])
            if source and key in entries:
                yield Proof(
                    row,
                    entries[key],
                    str(source.label),
                    source.glyph,
                    people.get(row.witness_id or 0),
                    [one for mine in shown.rows if mine.source == key for one in endorsed[mine.pk]],
                    key in shared and row.user_id != viewer.pk,
                )

    return [list(proofs(one)) for one in skills]


def shared_with(viewer: Any, rows: list[Evidence]) -> set[tuple[str, int]]:
    """The sources of these in which the viewer had a part too."""
    if not viewer.is_authenticated:
        return set()
    found: set[tuple[str, int]] = set()
    for kind, ids in _by_kind(row for row in rows if row.user_id != viewer.pk).items():
        if source := source_of(kind):
            found |= {(kind, number) for number in source.shared_with(viewer, sorted(ids))}
    return found


def _endorsed(viewer: Any, rows: list[Evidence]) -> dict[int, list[Endorsement]]:
    found: dict[int, list[Endorsement]] = defaultdict(list)
    visible = Endorsement.objects.visible_to(viewer).for_display(viewer)
    for one in visible.filter(evidence__in=[row.pk for row in rows]):
        found[one.evidence_id].append(one)
    return found


def _by_kind(rows: Iterable[Evidence]) -> dict[str, set[int]]:
    by_kind: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        by_kind[row.kind].add(row.source_id)
    return by_kind


def entries_of(viewer: Any, rows: list[Evidence]) -> dict[tuple[str, int], Entry]:
    found: dict[tuple[str, int], Entry] = {}
    for kind, ids in _by_kind(rows).items():
        if source := source_of(kind):
            entries = source.entries(viewer, sorted(ids))
            found |= {(kind, number): entry for number, entry in entries.items()}
    return found


def _pairs(seen: EvidenceQuerySet, users: Iterable[int]) -> Pairs:
    """Who vouches for whom, as far as it is seen."""
    pairs: Pairs = defaultdict(int)
    for user, witness, n in seen.pairs(users):
        pairs[user, witness] += n
    return dict(pairs)


def _said(seen: EvidenceQuerySet, users: set[int]) -> dict[int, set[int]]:
    """By the number of the evidence, who endorses it, as far as it is seen.

    Two who endorse each other say nothing of each other.
    """
    shown = Endorsement.objects.filter(is_shown=True, evidence__in=seen.values("pk"))
    of = shown.filter(Q(evidence__user__in=users) | Q(by__in=users))
    rows = list(of.values_list("evidence", "evidence__user", "by"))
    between = {(whose, by) for _evidence, whose, by in rows}
    said: dict[int, set[int]] = defaultdict(set)
    for evidence, whose, by in rows:
        if (by, whose) not in between:
            said[evidence].add(by)
    return said


def _things(rows: list[Evidence], said: dict[int, set[int]]) -> Iterator[Thing]:
    by_source: dict[tuple[str, int], list[Evidence]] = defaultdict(list)
    for row in rows:
        by_source[row.source].append(row)
    for (kind, number), mine in by_source.items():
        source = source_of(kind)
        many = bool(source and source.is_before_many)
        witnesses = {row.witness_id for row in mine if row.witness_id}
        witnesses |= {by for row in mine for by in said.get(row.pk, ())}
        yield Thing((kind, number), mine[0].at, frozenset(witnesses), many)
