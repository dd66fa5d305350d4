from typing import Any

from django.http import Http404

from learning.workshops.access import workshop_to_read
from learning.workshops.models import Workshop


def workshop_to_keep(viewer: Any, pk: int) -> Workshop:
    """To put into one's calendar: nobody plans for what is only proposed."""
    workshop = workshop_to_read(viewer, pk)
    if not workshop.is_out:
        raise Http404
    return workshop
