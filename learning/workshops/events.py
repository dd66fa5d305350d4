from dataclasses import dataclass


@dataclass(frozen=True)
class WorkshopProposed:
    workshop_id: int


@dataclass(frozen=True)
class WorkshopPublished:
    workshop_id: int
    by_id: int
    with_series: bool = False  # which tells of it


@dataclass(frozen=True)
class WorkshopOpened:
    """To all, after it was open to those alone who asked what it takes up."""

    workshop_id: int


@dataclass(frozen=True)
class WorkshopEdited:
    workshop_id: int


@dataclass(frozen=True)
class WorkshopMoved:
    """To another time, one that was published; ``sequence`` tells one move from the next."""

    workshop_id: int
    sequence: int
    by_id: int


@dataclass(frozen=True)
class WorkshopRelocated:
    """Who comes has to be elsewhere, or is told where by now; ``version`` is that of the edit."""

    workshop_id: int
    version: int
    by_id: int


@dataclass(frozen=True)
class WorkshopCancelled:
    """It was published, or proposed and not taken up."""

    workshop_id: int
    by_id: int
    with_series: bool = False


@dataclass(frozen=True)
class RegistrationChanged:
    """Somebody has a seat, waits for one, is offered one, or does not come.

    ``changes`` tells one such change from the next.
    """

    registration_id: int
    was: str
    now: str
    changes: int


@dataclass(frozen=True)
class OfferLapsed:
    registration_id: int
