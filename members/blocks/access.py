"""The doors to blocks, for web and API: unseen is 404, but whom one blocks oneself."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from accounts.models import Block, User
from core.permissions import require
from members.blocks.rules import can_block
from members.directory import people_shown_to

ORDER = ("name", "pk")


def person_to_block(viewer: Any, handle: str) -> User:
    """Or to block no more."""
    seen = Q(pk__in=people_shown_to(viewer).values("pk")) | Q(pk__in=_blocked(viewer))
    people: Any = User.objects.shown().filter(seen)
    person: User | None = people.reached_by(handle)
    if person is None:
        raise Http404
    require(can_block(viewer, person))
    return person


def blocked_by(viewer: Any) -> QuerySet[User]:
    found: QuerySet[User] = User.objects.shown().filter(pk__in=_blocked(viewer))
    return found


def _blocked(viewer: Any) -> Any:
    return Block.objects.filter(blocker=viewer.pk or 0).values("blocked")
