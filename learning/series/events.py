from dataclasses import dataclass


@dataclass(frozen=True)
class SeriesProposed:
    series_id: int


@dataclass(frozen=True)
class SeriesPublished:
    series_id: int
    by_id: int


@dataclass(frozen=True)
class SeriesEdited:
    """All that is to come of it; who comes to one of ``elsewhere`` has to be elsewhere."""

    series_id: int
    version: int
    elsewhere: list[int]
    by_id: int


@dataclass(frozen=True)
class SeriesExtended:
    """By workshops that are published already."""

    series_id: int
    workshop_ids: list[int]
    by_id: int


@dataclass(frozen=True)
class SeriesCancelled:
    """All that was to come; it was published, or proposed and not taken up."""

    series_id: int
    workshop_ids: list[int]
    by_id: int


@dataclass(frozen=True)
class SeatsTaken:
    """Somebody comes to several workshops of a series, or waits for them, by one act."""

    series_id: int
    user_id: int
    registration_ids: list[int]


@dataclass(frozen=True)
class SeatsGivenBack:
    series_id: int
    user_id: int
    registration_ids: list[int]
