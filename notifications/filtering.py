"""Which of their notices a user looks at: kept in the address of the page."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q

from notifications import follows
from notifications.matters import Matter, all_matters
from notifications.models import Notice
from notifications.notices import kinds

UNREAD = "unread"


@dataclass(frozen=True)
class Filter:
    state: str = ""  # or "unread"
    source: str = ""  # "community:1"
    matter: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Filter":
        state = UNREAD if asked.get("state") == UNREAD else ""
        return cls(state, asked.get("source", "")[:60], asked.get("matter", "")[:40])

    @property
    def is_unread(self) -> bool:
        return self.state == UNREAD

    @property
    def narrows(self) -> bool:
        return bool(self.source or self.matter)

    def address(self, **changes: Any) -> str:
        """The query of this list with something changed."""
        asked = asdict(self) | changes
        return "?" + urlencode({name: value for name, value in asked.items() if value})

    def among(self, notices: Any) -> Any:
        """Of whatever state: that is asked of a group, and not of each notice in it."""
        if self.source:
            notices = notices.filter(source=self.source)
        if self.matter:
            notices = notices.filter(kind__in=kinds_of(self.matter))
        return notices


def kinds_of(matter: str) -> list[str]:
    return [name for name, kind in kinds.items() if kind.matter.name == matter]


@dataclass(frozen=True)
class Choice:
    """What one can narrow to, with how many are unread in it."""

    value: str
    name: str
    unread: int


@dataclass(frozen=True)
class Choices:
    unread: int
    sources: list[Choice]
    matters: list[Choice]

    def named(self, chosen: Filter) -> list[str]:
        """What the filter narrows to, in words."""
        return [
            choice.name
            for choice in self.sources + self.matters
            if choice.value in {chosen.source, chosen.matter}
        ]


def choices_for(viewer: Any, chosen: Filter) -> Choices:
    """Where the viewer has been told anything from, and of which matters."""
    mine = Notice.objects.of(viewer).order_by()
    counted = mine.values_list("source", "kind").annotate(
        unread=Count("pk", filter=Q(read_at=None))
    )
    rows = [(source, _matter_of(kind), unread) for source, kind, unread in counted]
    sources, matters = Counter[str](), Counter[str]()
    for source, matter, unread in rows:
        sources[source] += unread if chosen.matter in {"", matter} else 0
        matters[matter] += unread if chosen.source in {"", source} else 0
    named = follows.names(viewer, sources)
    return Choices(
        unread=sum(
            unread
            for source, matter, unread in rows
            if chosen.matter in {"", matter} and chosen.source in {"", source}
        ),
        sources=sorted(
            (Choice(key, named[key].name, n) for key, n in sources.items() if key in named),
            key=lambda choice: choice.name.lower(),
        ),
        matters=[_choice(matter, matters) for matter in all_matters() if matter.name in matters],
    )


def _matter_of(kind: str) -> str:
    declared = kinds.get(kind)
    return declared.matter.name if declared else ""


def _choice(matter: Matter, counts: Counter[str]) -> Choice:
    return Choice(matter.name, str(matter.title), counts[matter.name])
