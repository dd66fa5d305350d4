"""Projects can be followed: their followers are told of updates."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from notifications import follows
from notifications.follows import Name, Target
from notifications.models import Level
from projects import rules
from projects.models import Project


@follows.targets("project")
class Projects(follows.Targets):
    def find(self, viewer: Any, pk: int) -> Target | None:
        project = Project.objects.visible_to(viewer).for_page().filter(pk=pk).first()
        return target_of(viewer, project) if project else None

    def names(self, viewer: Any, pks: Sequence[int]) -> dict[int, Name]:
        seen = Project.objects.visible_to(viewer).select_related("community").filter(pk__in=pks)
        return {one.pk: Name(one.title, one.get_absolute_url()) for one in seen}


def target_of(viewer: Any, project: Project) -> Target:
    return Target(
        key=project.target,
        name=project.title,
        url=project.get_absolute_url(),
        levels={
            Level.WATCHING: _("You are told of every update, decision and call of this project."),
            Level.NORMAL: _("You are told of what concerns you."),
            Level.MUTED: _("You are told nothing of this project."),
        },
        may_follow=rules.can_follow(viewer, project),
    )
