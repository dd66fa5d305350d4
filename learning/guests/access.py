"""The doors for who has no account: unseen is 404, refused is 403."""

from typing import Any

from django.http import Http404

from core.permissions import require
from learning.guests import rules
from learning.guests.models import Guest
from learning.guests.signing import found_by
from learning.workshops.access import workshop_to_read
from learning.workshops.models import Workshop


def workshop_to_visit(viewer: Any, pk: int) -> Workshop:
    workshop = workshop_to_read(viewer, pk)
    require(rules.can_come_as_guest(workshop))
    return workshop


def guest_to_confirm(token: str) -> Guest:
    """Whoever holds the link may: it was mailed to that address, and nowhere else."""
    guest = found_by(token)
    if guest is None:
        raise Http404
    guest.workshop = Workshop.objects.for_page().get(pk=guest.workshop_id)
    return guest
