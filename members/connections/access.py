"""The doors to what is between two people, for web and API: unseen is 404."""

from typing import Any

from django.http import Http404

from accounts.models import User
from core.permissions import require
from members.access import person_to_see
from members.connections.models import Connection
from members.connections.rules import can_connect


def person_to_connect_with(viewer: Any, handle: str) -> User:
    person = person_to_see(viewer, handle)
    require(can_connect(viewer, person))
    return person


def connection_with(viewer: Any, handle: str) -> Connection:
    """What is between the viewer and them."""
    found: Connection | None = Connection.objects.between(
        viewer, person_to_connect_with(viewer, handle)
    )
    if found is None:
        raise Http404
    return found
