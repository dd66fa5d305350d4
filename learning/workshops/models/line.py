"""Who waits, and gives a seat that is free to whom."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from learning.workshops.models.states import Mode, RegistrationState, State, modes_of
from learning.workshops.models.workshop import Workshop

if TYPE_CHECKING:
    from learning.workshops.models.registration import Registration

LONGEST_OFFER = timedelta(hours=24)
PART_OF_WHAT_IS_LEFT = 4  # an offer takes a quarter of it at most: three others can be asked yet


def seats_of(workshop: Workshop, mode: str) -> int | None:
    """None: as many as like."""
    seats: int | None = workshop.room_seats if mode == Mode.IN_PERSON else workshop.online_seats
    return seats


def free_seats(workshop: Workshop, mode: str) -> int | None:
    """Those that nobody has or is offered; None: there is no end of them."""
    seats = seats_of(workshop, mode)
    if seats is None:
        return None
    taken = workshop.registrations.seated().filter(mode=mode).count()
    return max(seats - taken, 0)


def has_room(workshop: Workshop, mode: str) -> bool:
    """For somebody who comes now: who waits goes first."""
    if free_seats(workshop, mode) == 0:
        return False
    return not workshop.registrations.waiting().filter(mode=mode).exists()


def promote(workshop: Workshop, mode: str) -> None:
    """Of a locked workshop: give its free seats to the first who wait.

    A seat is offered for a while, and kept so long; who said so has it at once.
    """
    if workshop.state != State.PUBLISHED or workshop.has_begun:
        return
    free = free_seats(workshop, mode)
    waiting = workshop.registrations.waiting().filter(mode=mode).in_line()
    chosen = list(waiting if free is None else waiting[:free])
    for next_one in chosen:
        next_one.workshop = workshop
        if next_one.takes_at_once:
            next_one.become(RegistrationState.CONFIRMED)
        else:
            next_one.become(RegistrationState.OFFERED, offer_ends_at=end_of_offer(workshop))
    remind(workshop, *(one for one in chosen if one.is_coming))


def remind(workshop: Workshop, *changed: "Registration") -> None:
    """Of the start, or no more: of the others who come, all is as it was."""
    members = {one.user_id for one in changed if one.user_id}
    if members:
        workshop.remind(only=members)


def ask(mine: "Registration") -> None:
    """Have what they want answered, or no longer do, on the list of what is taken up."""
    from learning.questions.models import WorkshopQuestion  # it hangs on registrations

    WorkshopQuestion.objects.ask(mine)


def end_of_offer(workshop: Workshop) -> datetime:
    """A day from now; near the start sooner, so that there is time to ask the next."""
    now = timezone.now()
    left: timedelta = workshop.starts_at - now
    return now + min(LONGEST_OFFER, left / PART_OF_WHAT_IS_LEFT)


def reseat(workshop: Workshop) -> None:
    """Of a locked workshop that was changed: who came in a way that is none any more comes in the
    other, and seats that were added are given out. Nobody loses one."""
    modes = modes_of(workshop)
    stranded = workshop.registrations.exclude(mode__in=modes)
    if stranded.exists():
        stranded.update(mode=modes[0])
    if workshop.is_to_come and not workshop.needs_approval:
        _let_all_in(workshop)
    for mode in modes:
        promote(workshop, mode)


def _let_all_in(workshop: Workshop) -> None:
    """Of a locked workshop whose hosts look at nobody any more: who asked comes, as they asked."""
    asked = workshop.registrations.filter(state=RegistrationState.ASKED)
    for mine in asked.in_line():
        mine.workshop = workshop
        mine.queue(mine.mode)
        ask(mine)


def shorten_offers(workshop: Workshop) -> None:
    """Of a locked workshop that was moved: no offer lasts longer than one made now would."""
    offers = workshop.registrations.offered()
    offers.filter(offer_ends_at__gt=(ends := end_of_offer(workshop))).update(offer_ends_at=ends)
