"""Courses can be followed: their followers are told of new editions."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from learning.courses import rules
from learning.courses.models import Course
from notifications import follows
from notifications.follows import Name, Target
from notifications.models import Level


@follows.targets("course")
class Courses(follows.Targets):
    def find(self, viewer: Any, pk: int) -> Target | None:
        course = Course.objects.visible_to(viewer).for_page().filter(pk=pk).first()
        return target_of(viewer, course) if course else None

    def names(self, viewer: Any, pks: Sequence[int]) -> dict[int, Name]:
        seen = Course.objects.visible_to(viewer).select_related("community").filter(pk__in=pks)
        return {one.pk: Name(one.title, one.get_absolute_url()) for one in seen}


def target_of(viewer: Any, course: Course) -> Target:
    return Target(
        key=course.target,
        name=course.title,
        url=course.get_absolute_url(),
        levels={
            Level.WATCHING: _("You are told of new editions, even if you do not take it."),
            Level.NORMAL: _("You are told what concerns you."),
            Level.MUTED: _("You are told nothing of it but what opens to you."),
        },
        may_follow=rules.can_follow(viewer, course),
    )
