"""A user's notices as they are shown: what belongs together stands together, unread first."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, IntegerField, OuterRef, Subquery, Value, When, Window
from django.db.models.functions import RowNumber

from core.paging import paginate
from notifications.models import Notice

PAGE = 20
SHOWN = 5  # of one group; the others are behind its link


@dataclass(frozen=True)
class Group:
    """All that was told of one topic, or of one other thing."""

    latest: Notice
    unread: int
    shown: list[Notice]

    @property
    def hidden(self) -> int:
        return self.unread - len(self.shown) if self.unread else 0


@dataclass(frozen=True)
class GroupPage:
    groups: list[Group]
    next: str | None

    @property
    def newest(self) -> int:
        """The newest notice shown: to mark all as read must not mark what came meanwhile."""
        return max((group.latest.pk for group in self.groups), default=0)


def read_groups(
    viewer: Any, *, unread_only: bool = False, after: str | None = None, size: int = PAGE
) -> GroupPage:
    """Raises BadCursor."""
    mine = Notice.objects.of(viewer)
    latest = mine.order_by("group", "-pk").distinct("group")
    unread = mine.unread().filter(group=OuterRef("group")).order_by().values("group")
    heads = Notice.objects.filter(pk__in=latest.values("pk")).annotate(
        unread=Subquery(unread.annotate(n=Count("pk")).values("n"), output_field=IntegerField()),
        is_unread=Case(When(unread__gt=0, then=Value(1)), default=Value(0)),
    )
    if unread_only:
        heads = heads.filter(is_unread=1)
    page = paginate(heads.for_display(), ("-is_unread", "-pk"), after=after, size=size)
    shown = _shown(mine, [head.group for head in page])
    groups = [Group(head, head.unread or 0, shown.get(head.group, [head])) for head in page]
    return GroupPage(groups, page.next)


def _shown(mine: Any, names: list[str]) -> dict[str, list[Notice]]:
    """For each group its unread notices, the oldest first, as one reads on."""
    rank = Window(RowNumber(), partition_by=F("group"), order_by=F("pk").asc())
    ranked = mine.unread().filter(group__in=names).annotate(rank=rank)
    shown: dict[str, list[Notice]] = {}
    for notice in ranked.filter(rank__lte=SHOWN).for_display().order_by("pk"):
        shown.setdefault(notice.group, []).append(notice)
    return shown
