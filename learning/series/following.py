"""A series can be followed as a whole: its followers are told of dates that are added, moved or
cancelled, each once."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from learning.series.models import Series
from learning.workshops import rules
from notifications import follows
from notifications.follows import Name, Target
from notifications.models import Level


@follows.targets("series")
class AllOfSeries(follows.Targets):
    def find(self, viewer: Any, pk: int) -> Target | None:
        series = Series.objects.visible_to(viewer).for_page().filter(pk=pk).first()
        return target_of(viewer, series) if series else None

    def names(self, viewer: Any, pks: Sequence[int]) -> dict[int, Name]:
        seen = Series.objects.visible_to(viewer).select_related("community").filter(pk__in=pks)
        return {one.pk: Name(one.title, one.get_absolute_url()) for one in seen}


def target_of(viewer: Any, series: Series) -> Target:
    return Target(
        key=series.target,
        name=series.title,
        url=series.get_absolute_url(),
        levels={
            Level.WATCHING: _(
                "You are told when dates are added, moved or cancelled, even if you stay away."
            ),
            Level.NORMAL: _("You are told what concerns you."),
            Level.MUTED: _("You are told nothing of it but what becomes of your own seats."),
        },
        may_follow=rules.can_follow(viewer, series),
    )
