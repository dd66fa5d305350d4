"""A user's notices as they are shown: what belongs together stands together, unread first."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Case, Count, F, IntegerField, OuterRef, Subquery, Value, When, Window
from django.db.models.functions import RowNumber

from core.paging import paginate
from notifications.filtering import Filter
from notifications.follows import is_target
from notifications.models import Notice
from notifications.notices import sentence_of_several

PAGE = 20
SHOWN = 20  # of one group; the others are behind its link
QUOTED = 3  # of one line


@dataclass(frozen=True)
class Line:
    """What several people did alike: "Ann and 2 others answered your question"."""

    notices: list[Notice]  # the oldest first, as one reads on

    @property
    def first(self) -> Notice:
        return self.notices[0]

    @property
    def latest(self) -> Notice:
        return self.notices[-1]

    @property
    def quoted(self) -> list[Notice]:
        return [notice for notice in self.notices if notice.excerpt][:QUOTED]

    @property
    def sentence(self) -> str:
        kind = self.first.declared
        if kind is None:
            return self.first.title
        return sentence_of_several(kind, [notice.actor for notice in self.notices])


def lines_of(notices: Iterable[Notice]) -> list[Line]:
    """Of one group, the oldest first."""
    by_kind: dict[str, list[Notice]] = {}
    for notice in notices:
        by_kind.setdefault(notice.kind, []).append(notice)
    return [Line(alike) for alike in by_kind.values()]


@dataclass(frozen=True)
class Group:
    """All that was told of one topic, or of one other thing."""

    latest: Notice
    unread: int
    shown: list[Notice]

    @cached_property
    def lines(self) -> list[Line]:
        return lines_of(self.shown)

    @property
    def hidden(self) -> int:
        return self.unread - len(self.shown) if self.unread else 0

    @property
    def may_be_muted(self) -> bool:
        return is_target(self.latest.group)


@dataclass(frozen=True)
class GroupPage:
    groups: list[Group]
    next: str | None

    @property
    def newest(self) -> int:
        """The newest notice shown: to mark all as read must not mark what came meanwhile."""
        return max((group.latest.pk for group in self.groups), default=0)


def read_groups(
    viewer: Any, chosen: Filter | None = None, *, after: str | None = None, size: int = PAGE
) -> GroupPage:
    """Raises BadCursor."""
    chosen = chosen or Filter()
    mine = chosen.among(Notice.objects.of(viewer))
    heads = _heads(mine)
    if chosen.is_unread:
        heads = heads.filter(is_unread=1)
    page = paginate(heads.for_display(), ("-is_unread", "-pk"), after=after, size=size)
    return GroupPage(_groups(mine, page), page.next)


def group_of(viewer: Any, notice: Notice) -> Group:
    """The one group that the notice is in, whatever else it holds."""
    mine = Notice.objects.of(viewer).filter(group=notice.group)
    return _groups(mine, _heads(mine).for_display())[0]


def count_newer(viewer: Any, chosen: Filter, than: int) -> int:
    """How many groups have something that came after this notice."""
    newer = chosen.among(Notice.objects.of(viewer)).unread().filter(pk__gt=than)
    return newer.order_by().values("group").distinct().count()


def _heads(mine: Any) -> Any:
    """The latest of each group, with how many in it are unread."""
    latest = mine.order_by("group", "-pk").distinct("group")
    unread = mine.unread().filter(group=OuterRef("group")).order_by().values("group")
    return Notice.objects.filter(pk__in=latest.values("pk")).annotate(
        unread=Subquery(unread.annotate(n=Count("pk")).values("n"), output_field=IntegerField()),
        is_unread=Case(When(unread__gt=0, then=Value(1)), default=Value(0)),
    )


def _groups(mine: Any, heads: Iterable[Any]) -> list[Group]:
    heads = list(heads)
    shown = _shown(mine, [head.group for head in heads])
    return [Group(head, head.unread or 0, shown.get(head.group, [head])) for head in heads]


def _shown(mine: Any, names: list[str]) -> dict[str, list[Notice]]:
    """For each group its unread notices, the oldest first, as one reads on."""
    rank = Window(RowNumber(), partition_by=F("group"), order_by=F("pk").asc())
    ranked = mine.unread().filter(group__in=names).annotate(rank=rank)
    shown: dict[str, list[Notice]] = {}
    for notice in ranked.filter(rank__lte=SHOWN).for_display().order_by("pk"):
        shown.setdefault(notice.group, []).append(notice)
    return shown
