"""Workshops can be followed: their followers are told when one moves or is cancelled."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from learning.workshops import rules
from learning.workshops.models import Workshop
from notifications import follows
from notifications.follows import Name, Target
from notifications.models import Level


@follows.targets("workshop")
class Workshops(follows.Targets):
    def find(self, viewer: Any, pk: int) -> Target | None:
        workshop = Workshop.objects.visible_to(viewer).for_page().filter(pk=pk).first()
        return target_of(viewer, workshop) if workshop else None

    def names(self, viewer: Any, pks: Sequence[int]) -> dict[int, Name]:
        seen = Workshop.objects.visible_to(viewer).select_related("community").filter(pk__in=pks)
        return {one.pk: Name(one.title, one.get_absolute_url()) for one in seen}


def target_of(viewer: Any, workshop: Workshop) -> Target:
    return Target(
        key=workshop.target,
        name=workshop.title,
        url=workshop.get_absolute_url(),
        levels={
            Level.WATCHING: _("You are told when it moves or is cancelled, even if you stay away."),
            Level.NORMAL: _("You are told what concerns you."),
            Level.MUTED: _("You are told nothing of it but what becomes of your own seat."),
        },
        may_follow=rules.can_follow(viewer, workshop),
    )
