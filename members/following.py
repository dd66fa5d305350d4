"""People, as those whom one follows."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from members.connections.rules import can_connect
from members.directory import people_shown_to
from notifications import follows
from notifications.follows import Control, Name, Target
from notifications.models import Level


def control_of(viewer: Any, person: User) -> Control:
    return Control.of(viewer, target_of(viewer, person))


def target_of(viewer: Any, person: User) -> Target:
    return Target(
        key=key_of(person.pk),
        name=person.name,
        url=person.get_absolute_url(),
        levels={
            Level.WATCHING: _("You are told of all that they write in communities of yours."),
            Level.FIRST_POST: _("You are told of topics that they start in communities of yours."),
            Level.NORMAL: _("You are told when they name you, or reply to you."),
        },
        may_follow=can_connect(viewer, person),
    )


def key_of(person: int) -> str:
    return f"person:{person}"


@follows.targets("person")
class People(follows.Targets):
    def find(self, viewer: Any, pk: int) -> Target | None:
        person = people_shown_to(viewer).filter(pk=pk).first()
        return target_of(viewer, person) if person else None

    def names(self, viewer: Any, pks: Sequence[int]) -> dict[int, Name]:
        seen = people_shown_to(viewer).filter(pk__in=pks)
        return {one.pk: Name(one.name, one.get_absolute_url()) for one in seen}
