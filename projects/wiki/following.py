"""Pages can be followed: their followers are told of edits."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from notifications import follows
from notifications.follows import Name, Target
from notifications.models import Level
from projects import rules
from projects.models import Page


@follows.targets("project_page")
class Pages(follows.Targets):
    def find(self, viewer: Any, pk: int) -> Target | None:
        page = Page.objects.visible_to(viewer).for_page().filter(pk=pk).first()
        return target_of(viewer, page) if page else None

    def names(self, viewer: Any, pks: Sequence[int]) -> dict[int, Name]:
        seen = Page.objects.visible_to(viewer).for_page().filter(pk__in=pks)
        return {one.pk: Name(one.title, one.get_absolute_url()) for one in seen}


def target_of(viewer: Any, page: Page) -> Target:
    return Target(
        key=page.target,
        name=page.title,
        url=page.get_absolute_url(),
        levels={
            Level.WATCHING: _("You are told of every change to this page."),
            Level.NORMAL: _("You are told when somebody names you on it."),
            Level.MUTED: _("You are told nothing of this page."),
        },
        may_follow=rules.can_follow(viewer, page.project),
    )
