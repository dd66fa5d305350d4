"""The doors to those who come, for web and API: unseen is 404, refused is 403."""

from typing import Any

from core.permissions import require
from learning.attending import rules
from learning.workshops.access import workshop_to_host, workshop_to_read
from learning.workshops.models import Workshop


def workshop_to_write_to(viewer: Any, pk: int) -> Workshop:
    workshop = workshop_to_read(viewer, pk)
    require(rules.can_write(viewer, workshop))
    return workshop


def workshop_to_let_in(viewer: Any, pk: int) -> Workshop:
    """To show the code of its door."""
    return workshop_to_host(viewer, pk)
