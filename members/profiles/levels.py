"""Who reads what somebody says of themselves: decided here, for page, API, directory and search.

A field carries a level. Whom a level means is asked of memberships as they are when somebody looks,
and never copied beside the field: who leaves a community reads less of its members from then on.
Each level takes in those of the levels after it: whom one connected with reads what is for fellow
members too.
"""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communities.models import Membership
from communities.models.membership import State, memberships_of
from members.connections.models import Connection


class Level(models.TextChoices):
    EVERYONE = "everyone", _("Everyone")
    SIGNED_IN = "signed_in", _("Who is signed in")
    COMMUNITIES = "communities", _("My communities and connections")
    CONNECTIONS = "connections", _("My connections")
    ME = "me", _("Only me")


Levels = frozenset[Level]

VISITOR: Levels = frozenset({Level.EVERYONE})
STRANGER: Levels = VISITOR | {Level.SIGNED_IN}
FELLOW: Levels = STRANGER | {Level.COMMUNITIES}
CONNECTION: Levels = FELLOW | {Level.CONNECTIONS}
ONESELF: Levels = CONNECTION | {Level.ME}

SEEN_AS = {
    "visitor": VISITOR,
    "signed_in": STRANGER,
    "fellow": FELLOW,
    "connection": CONNECTION,
    "me": ONESELF,
}
SEEN_AS_CHOICES = [(name, name) for name in SEEN_AS]


def levels_for(viewer: Any, people: Iterable[User]) -> dict[int, Levels]:
    """What the viewer reads of each of them, by their numbers; in one query at most."""
    ids = {person.pk for person in people}
    if not viewer.is_authenticated:
        return dict.fromkeys(ids, VISITOR)
    read = dict.fromkeys(ids, STRANGER)
    if others := ids - {viewer.pk}:
        fellows = Membership.objects.active().filter(
            user__in=others, community__in=communities_of(viewer)
        )
        connected = Connection.objects.others_of(viewer).filter(other__in=others)
        found = (
            fellows.order_by().annotate(is_near=Value(False)).values_list("user", "is_near")
        ).union(connected.annotate(is_near=Value(True)).values_list("other", "is_near"))
        for pk, is_near in found:
            read[pk] |= CONNECTION if is_near else FELLOW
    return read | {viewer.pk: ONESELF}


def open_to(viewer: Any) -> Q:
    """The same of rows that have a ``user`` and a ``level``."""
    if not viewer.is_authenticated:
        return Q(level__in=VISITOR)
    shared = Membership.objects.active().filter(
        user=OuterRef("user"), community__in=communities_of(viewer)
    )
    fellow = Q(level=Level.COMMUNITIES) & Exists(shared)
    connected = Q(level__in=CONNECTION - STRANGER) & Q(
        user__in=Connection.objects.others_of(viewer)
    )
    return Q(level__in=STRANGER) | fellow | connected | Q(user=viewer.pk)


def communities_of(viewer: Any) -> list[int]:
    return [pk for pk, one in memberships_of(viewer).items() if one.state == State.ACTIVE]
