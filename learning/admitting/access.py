"""The doors to those who ask to come, for web and API: unseen is 404, refused is 403."""

from typing import Any

from django.shortcuts import get_object_or_404

from core.permissions import require
from learning.admitting import rules
from learning.workshops.access import workshop_to_read
from learning.workshops.models import Registration


def registration_to_decide(viewer: Any, pk: int, number: int) -> Registration:
    """That of somebody who has asked, or was declined before and may be let in after all."""
    workshop = workshop_to_read(viewer, pk)
    require(rules.can_admit(viewer, workshop))
    asked = Registration.objects.to_decide().for_display()
    found: Registration = get_object_or_404(asked, workshop=workshop, pk=number)
    found.workshop = workshop
    return found
