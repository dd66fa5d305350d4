"""Whom one is connected with, who asks, and whom both know; a block hides two from each other."""

from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from members.connections.models import Connection
from members.connections.models.connection import ConnectionQuerySet
from members.directory import people_shown_to

ORDER = ("name", "pk")
REQUESTS = ("-asked_at", "-pk")


def connections_of(viewer: Any) -> QuerySet[User]:
    return people_shown_to(viewer).filter(pk__in=Connection.objects.others_of(viewer))


def mutuals(viewer: Any, person: User) -> QuerySet[User]:
    """Those connected with both. Whom somebody else knows is not told to anyone besides."""
    return connections_of(viewer).filter(pk__in=Connection.objects.others_of(person))


def received(viewer: Any) -> ConnectionQuerySet:
    found: ConnectionQuerySet = Connection.objects.received_by(viewer)
    return found.filter(asker__in=people_shown_to(viewer)).select_related("asker")


def sent(viewer: Any) -> ConnectionQuerySet:
    found: ConnectionQuerySet = Connection.objects.sent_by(viewer)
    return found.filter(asked__in=people_shown_to(viewer)).select_related("asked")
