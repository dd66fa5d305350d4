from dataclasses import dataclass

from django.http import Http404

from learning.guests.models import Guest
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

    @property
    def is_guests(self) -> bool:
        """Who has no other page: here they check in, and stop what they are written."""
        return self.registration.guest_id is not None and self.is_same

    @property
    def may_check_in(self) -> bool:
        mine = self.registration
        open_now = mine.workshop.doors_are_open and not mine.workshop.is_past
        return self.is_guests and open_now and mine.is_coming

    def may(self, answer: str) -> bool:
        others = {"code": self.may_check_in, "hush": self.is_guests}
        return others.get(answer, self.may_leave)


def slip_to_use(slip: str) -> Slip:
    """Whoever holds it may: it was mailed to the one person it is about."""
    mine, is_same = found_by(slip)
    if mine is None:
        raise Http404
    mine.workshop = Workshop.objects.for_page().get(pk=mine.workshop_id)
    return Slip(mine, is_same)


def guest_to_hush(slip: str) -> Guest:
    """Of any mail that they got."""
    mine, _is_same = found_by(slip)
    if mine is None or mine.guest is None:
        raise Http404
    return mine.guest
