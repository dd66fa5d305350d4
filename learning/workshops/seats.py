"""How full a workshop is, as its page says it."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q

from learning.workshops.models import Mode, Registration, RegistrationState, Workshop
from learning.workshops.models.line import seats_of
from learning.workshops.models.states import COMING, SEATED, modes_of

KEYS, COUNTS = ("workshop", "mode"), ("coming", "taken", "waiting")
NONE = (0, 0, 0)


@dataclass(frozen=True)
class Seats:
    """Of one mode."""

    mode: Mode
    seats: int | None  # None: as many as like
    coming: int
    taken: int  # with those that are kept for somebody who was asked
    waiting: int

    @property
    def is_full(self) -> bool:
        """Whoever registers now waits."""
        return self.seats is not None and (self.taken >= self.seats or self.waiting > 0)

    @property
    def left(self) -> int:
        """Meaningless where there is no end of them."""
        return max((self.seats or 0) - self.taken, 0)


def seats_in(workshop: Workshop) -> list[Seats]:
    """Each mode in which one can come."""
    return seats_of_each([workshop])[workshop.pk]


def seats_of_each(workshops: Collection[Workshop]) -> dict[int, list[Seats]]:
    """The same of many, by their ids, in one query."""
    registrations = Registration.objects.filter(workshop__in=workshops).order_by()
    counted = registrations.values("workshop", "mode").annotate(
        coming=Count("pk", filter=Q(state__in=COMING)),
        taken=Count("pk", filter=Q(state__in=SEATED)),
        waiting=Count("pk", filter=Q(state=RegistrationState.WAITLISTED)),
    )
    counts = {(pk, mode): rest for pk, mode, *rest in counted.values_list(*KEYS, *COUNTS)}
    return {
        workshop.pk: [
            Seats(mode, seats_of(workshop, mode), *counts.get((workshop.pk, mode.value), NONE))
            for mode in modes_of(workshop)
        ]
        for workshop in workshops
    }


def before(registration: Registration) -> int:
    """How many wait in front of one who waits."""
    line = Registration.objects.waiting().filter(
        workshop=registration.workshop_id, mode=registration.mode
    )
    earlier = Q(queued_at__lt=registration.queued_at)
    same = Q(queued_at=registration.queued_at, pk__lt=registration.pk)
    return line.filter(earlier | same).count()
