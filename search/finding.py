import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value
from django.utils import timezone
from django.utils.functional import Promise
from markupsafe import Markup

from core.audience import keys_for
from core.paging import decode, encode
from search.facets import Counts, Facet
from search.highlighting import extract, marked
from search.kinds import all_kinds, kind_of
from search.models import Document
from search.narrowing import Narrowing, condition_of
from search.query import Match, Query
from search.ranking import TUNING, Find, Place, Tuning, best
from search.spelling import corrections

PAGE = 20
CURSOR = "search.Document"


@dataclass(frozen=True)
class Author:
    name: str
    handle: str
    dye: str


@dataclass(frozen=True)
class Home:
    """The community that a result is from."""

    name: str
    slug: str
    dye: str
    mark: str


@dataclass(frozen=True)
class Result:
    kind: str
    object_id: int
    label: str | Promise
    url: str
    title: Markup
    extract: Markup
    author: Author | None
    home: Home | None
    tags: list[str]
    traits: list[str]
    created_at: datetime
    active_at: datetime


@dataclass(frozen=True)
class Results:
    """A page of them, and what they are results of."""

    query: Query
    items: list[Result] = field(default_factory=list)
    next: str | None = None
    total: int = 0
    has_more: bool = False  # than were ranked: `total` is of those
    corrected: Query | None = None  # what was searched instead, because the query found nothing
    has_all_words: bool = True
    facets: list[Facet] = field(default_factory=list)  # of a first page that asks for them

    def __bool__(self) -> bool:
        return bool(self.items)


def find(  # noqa: PLR0913 - all that can be asked
    viewer: Any,
    query: Query,
    *,
    kind: str | None = None,
    narrowings: Sequence[Narrowing] = (),
    after: str | None = None,
    size: int = PAGE,
    counts: bool = False,
    tuning: Tuning = TUNING,
) -> Results:
    """What the viewer may see of what matches, the best first (search/ranking.py).

    Where nothing does, the same with misspelt words corrected, and at last whatever has any of
    the words. Raises BadCursor.
    """
    search = _Search(viewer, kind, narrowings, size, counts=counts and not after, tuning=tuning)
    if not (query or narrowings) or search.leads_nowhere:
        return Results(query)
    if after:
        place = _place_of(after)
        return search.results(query, [query.all_words(), query.any_word()], place)
    return search.results(query, [query.all_words()]) or search.second_try(query, Query.all_words)


def find_while_typing(
    viewer: Any, query: Query, *, narrowings: Sequence[Narrowing] = (), size: int
) -> Results:
    """The first results, when the last word may not have been written to its end."""
    search = _Search(viewer, None, narrowings, size)
    if not query or search.leads_nowhere:
        return Results(query)
    first = search.results(query, [query.being_typed()])
    return first or search.second_try(query, Query.being_typed)


class _Search:
    def __init__(  # noqa: PLR0913 - as `find`
        self,
        viewer: Any,
        kind: str | None,
        narrowings: Sequence[Narrowing],
        size: int,
        *,
        counts: bool = False,
        tuning: Tuning = TUNING,
    ) -> None:
        self.viewer, self.size, self.tuning = viewer, size, tuning
        self.counting = [known.kind for known in all_kinds() if known.is_writing] * counts
        self.asked = [n.term for n in narrowings if n.term and not n.term.is_excluded]
        self.keys = keys_for(viewer)
        narrow = condition_of(narrowings)
        self.leads_nowhere = narrow is None
        narrow = (narrow or Q()) & (Q(kind=kind) if kind else Q())
        self.documents = Document.objects.filter(narrow, audience__overlap=self.keys)
        # Who asks for one kind wants each of them; else a topic is one result, with its posts.
        self.together = "id" if kind else "thread"

    def second_try(self, query: Query, reading: Callable[[Query], Match]) -> Results:
        if not query.text:
            return Results(query)
        known = corrections(query.words(), self.keys) if self.tuning.corrects else {}
        corrected = query.with_words(known)
        matches = [reading(corrected), *([corrected.any_word()] * self.tuning.loosens)]
        found = self.results(corrected, matches)
        return replace(found, query=query, corrected=corrected if known and found else None)

    def results(self, query: Query, matches: list[Match], place: Place | None = None) -> Results:
        place = place or Place(math.inf, 0, timezone.now().date())
        finds = best(
            self.documents,
            matches,
            after=place,
            size=self.size + 1,
            together=self.together,
            tuning=self.tuning,
            counting=self.counting,
        )
        page = finds[: self.size]
        if not page:
            return Results(query)
        homes = homes_of(page, self.viewer)
        items = [result_of(f, homes[f.key]) for f in page if f.key in homes]
        total = page[0].total - (len(page) - len(items))
        return Results(
            query,
            items,
            next=_cursor_of(page[-1], place) if len(finds) > self.size else None,
            total=total,
            has_more=page[0].has_more,
            has_all_words=page[0].attempt == 0,
            facets=Counts(page[0].facets, total).facets(self.viewer, self.asked),
        )


def homes_of(finds: Iterable[Find | Document], viewer: Any) -> dict[tuple[str, int], Home | None]:
    """Those that their models, too, let the viewer see, and the community each is from.

    One query, whatever kinds there are.
    """
    ids = defaultdict(list)
    for found in finds:
        ids[found.kind].append(found.object_id)
    first, *others = [_seen(kind, viewer).filter(pk__in=pks) for kind, pks in ids.items()]
    rows = first.union(*others, all=True) if others else first
    return {(kind, pk): Home(*home) if home[0] else None for kind, pk, *home in rows}


def _seen(kind: str, viewer: Any) -> QuerySet[Any]:
    searchable = kind_of(kind)
    return searchable.visible_to(viewer).values_list(
        Value(kind, output_field=CharField()),
        F("pk"),
        *(searchable.place_column(name) for name in ("name", "slug", "dye", "mark")),
    )


def result_of(found: Find, home: Home | None) -> Result:
    return Result(
        kind=found.kind,
        object_id=found.object_id,
        label=kind_of(found.kind).label(found.traits),
        url=found.url,
        title=marked(found.title),
        extract=extract(found.extract, found.lead),
        author=Author(found.author_name, found.author_handle, found.author_dye or "")
        if found.author_name and found.author_handle
        else None,
        home=home,
        tags=found.tags,
        traits=found.traits,
        created_at=found.created_at,
        active_at=found.active_at,
    )


def _cursor_of(last: Find, place: Place) -> str:
    return encode([last.score, last.id, place.today.toordinal()], CURSOR)


def _place_of(cursor: str) -> Place:
    score, number, day = decode(cursor, CURSOR)
    return Place(score, number, date.fromordinal(day))
