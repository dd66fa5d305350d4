from dataclasses import dataclass

from django.http import Http404

from learning.slips.signing import found_by
from learning.workshops.models import Registration, Workshop


@dataclass(frozen=True)
class Slip:
    registration: Registration
    is_same: bool  # they have not left and come back since

    @property
    def may_leave(self) -> bool:
        mine = self.registration
        return self.is_same and mine.is_current and mine.workshop.is_to_come


def slip_to_use(slip: str) -> Slip:
    """Whoever holds it may: it was mailed to the one person it is about."""
    mine, is_same = found_by(slip)
    if mine is None:
        raise Http404
    mine.workshop = Workshop.objects.for_page().get(pk=mine.workshop_id)
    return Slip(mine, is_same)
