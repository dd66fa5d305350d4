"""Tasks can be followed: their followers are told of what is said there and of their end."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from notifications import follows
from notifications.follows import Name, Target
from notifications.models import Level
from projects import rules
from projects.models import Task


@follows.targets("task")
class Tasks(follows.Targets):
    def find(self, viewer: Any, pk: int) -> Target | None:
        task = Task.objects.visible_to(viewer).for_page().filter(pk=pk).first()
        return target_of(viewer, task) if task else None

    def names(self, viewer: Any, pks: Sequence[int]) -> dict[int, Name]:
        seen = Task.objects.visible_to(viewer).select_related("project__community")
        return {one.pk: Name(one.title, one.get_absolute_url()) for one in seen.filter(pk__in=pks)}


def target_of(viewer: Any, task: Task) -> Target:
    return Target(
        key=task.target,
        name=task.title,
        url=task.get_absolute_url(),
        levels={
            Level.WATCHING: _("You are told of every comment, and when it is done."),
            Level.NORMAL: _("You are told while it is yours, or you have commented."),
            Level.MUTED: _("You are told nothing of this task."),
        },
        may_follow=rules.can_follow(viewer, task.project),
    )
