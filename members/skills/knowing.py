"""Who knows about something: words become skills and texts, and these lead to people.

Everything begins with evidence that the viewer may see, and people whom they may find; so what is
hidden names nobody, and neither does a level that a viewer must not know of.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import Greatest, Replace

from accounts.models import User
from communities.models import Community, Membership, Tag
from members.directory import people_visible_to
from members.profile import Entry
from members.profiles.fields import OpenTo
from members.profiles.levels import communities_of
from members.profiles.shown import Shown as Profile
from members.profiles.shown import shown_to_each
from members.profiles.text import plain
from members.skills.models import Evidence, Skill
from members.skills.models.evidence import EvidenceQuerySet
from members.skills.shown import Shown, entries_of, reckon
from members.skills.sources import all_sources
from search.finding import find
from search.query import Query

LONGEST = 120
MOST = 12  # people
WEIGHED = 60  # those with the most evidence, of whom these are the best
PASSAGES = 40  # texts that are looked into
NAMED = 3  # of somebody's texts
LIKE = 0.6  # from here on a word is meant


@dataclass(frozen=True)
class Knower:
    """Somebody, and why they are named."""

    person: User
    profile: Profile
    skills: list[Shown]
    texts: list[Entry]  # of theirs, that say something of it
    ask_in: Community | None  # where the viewer can ask them, if they are open to that

    @property
    def is_open(self) -> bool:
        return OpenTo.BEING_ASKED in self.profile.open_to


def who_knows(viewer: Any, typed: str) -> list[Knower]:
    """The likeliest first. In as many queries however many there are."""
    text = plain(typed[:LONGEST])
    if not text:
        return []
    seen = Evidence.objects.visible_to(viewer)
    named = Q(tag__in=_tags_like(text)) | Q(tag__meaning__skill__in=_skills_like(text))
    told = _written_on(viewer, typed[:LONGEST])
    others = people_visible_to(viewer).exclude(pk=viewer.pk or 0)
    rows = seen.filter(named | told, user__in=others.values("pk"))
    users = _most_shown(rows)
    if not users:
        return []
    skills = reckon(seen, rows.filter(named, user__in=users))
    texts = _texts(viewer, seen.filter(told, user__in=users) if told else seen.none())
    people = others.select_related("profile").in_bulk(users)
    found = [people[pk] for pk in users if pk in people]
    profiles = shown_to_each(viewer, found)
    places = _places(viewer, users)
    knowers = [
        Knower(
            person,
            profiles[person.pk],
            skills.get(person.pk, [])[:NAMED],
            texts.get(person.pk, [])[:NAMED],
            places.get(person.pk) if OpenTo.BEING_ASKED in profiles[person.pk].open_to else None,
        )
        for person in found
    ]
    knowers = [one for one in knowers if one.skills or one.texts]
    return sorted(knowers, key=_likelihood)[:MOST]


def _likelihood(one: Knower) -> tuple[Any, ...]:
    best = one.skills[0].rank if one.skills else (0, 0)
    return -best[0], not one.is_open, -best[1], -len(one.texts), one.person.name, one.person.pk


def _tags_like(text: str) -> QuerySet[Any]:
    """Those that the words name, or nearly so; a sentence may name several."""
    name: Any = Replace(F("name"), Value("-"), Value(" "))
    near = Tag.objects.annotate(
        near=Greatest(TrigramWordSimilarity(name, Value(text)), TrigramWordSimilarity(text, name))
    )
    return near.filter(near__gte=LIKE).values("pk")


def _skills_like(text: str) -> list[int]:
    """Of those that tags mean: by name, by other words for it, or named in a sentence."""
    meant = Skill.objects.filter(meanings__isnull=False)
    label: Any = F("label")
    by_name = meant.annotate(near=TrigramWordSimilarity(label, Value(text)))
    found = by_name.filter(near__gte=LIKE).values_list("pk", flat=True)
    return list({*found, *meant.like(text).values_list("pk", flat=True)})


def _written_on(viewer: Any, typed: str) -> Q:
    """What shows skills, of the texts that the words find."""
    kinds = {one.document: one.kind for one in all_sources() if one.document}
    ids: dict[str, list[int]] = defaultdict(list)
    for result in find(viewer, Query.read(typed), size=PASSAGES).items:
        if result.kind in kinds:
            ids[kinds[result.kind]].append(result.object_id)
    told = Q(pk__in=[])
    for kind, numbers in ids.items():
        told |= Q(kind=kind, source_id__in=numbers)
    return told


def _most_shown(rows: EvidenceQuerySet) -> list[int]:
    counted = rows.order_by().values("user").annotate(n=Count("source_id", distinct=True))
    return list(counted.order_by("-n", "user").values_list("user", flat=True)[:WEIGHED])


def _texts(viewer: Any, rows: EvidenceQuerySet) -> dict[int, list[Entry]]:
    found = list(rows.for_display())
    entries = entries_of(viewer, found)
    texts: dict[int, dict[tuple[str, int], Entry]] = defaultdict(dict)
    for row in found:
        if row.source in entries:
            texts[row.user_id][row.source] = entries[row.source]
    return {user: list(mine.values()) for user, mine in texts.items()}


def _places(viewer: Any, users: Iterable[int]) -> dict[int, Community]:
    """A community of both, where one can put a question to the other."""
    if not viewer.is_authenticated:
        return {}
    both = Membership.objects.active().filter(user__in=users, community__in=communities_of(viewer))
    return {one.user_id: one.community for one in both.select_related("community").order_by("-pk")}
