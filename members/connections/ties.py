"""What is between a viewer and somebody, as the viewer may know it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.permissions import Verdict
from members.connections.models import Connection
from members.connections.models.connection import State
from members.connections.rules import can_connect


class Between(TextChoices):
    NOTHING = "nothing", _("Nothing")
    SENT = "sent", _("You asked")
    RECEIVED = "received", _("They asked")
    CONNECTED = "connected", _("Connected")


@dataclass(frozen=True)
class Tie:
    person: User
    between: Between
    may_connect: Verdict
    note: str = ""
    since: datetime | None = None
    ask_again: datetime | None = None  # not before this


def tie_of(viewer: Any, person: User) -> Tie:
    """In one query. Who was declined is shown the same as who waits."""
    may = can_connect(viewer, person)
    found = Connection.objects.between(viewer, person) if may else None
    if found is None:
        return Tie(person, Between.NOTHING, may)
    if found.state == State.CONNECTED:
        return Tie(person, Between.CONNECTED, may, since=found.changed_at)
    if found.is_wanted_by(viewer):
        again = found.rests_until(viewer)
        return Tie(person, Between.SENT, may, found.note, found.asked_at, again)
    if found.state == State.WAITING:
        return Tie(person, Between.RECEIVED, may, found.note, found.asked_at)
    return Tie(person, Between.NOTHING, may, ask_again=found.rests_until(viewer))
