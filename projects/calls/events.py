from dataclasses import dataclass


@dataclass(frozen=True)
class CallOpened:
    call_id: int


@dataclass(frozen=True)
class CallEdited:
    """It says something else now, looks for more people, or looks for them again."""

    call_id: int


@dataclass(frozen=True)
class CallEnded:
    """It was filled or closed; ``by_id`` is None where its day has passed."""

    call_id: int
    by_id: int | None


@dataclass(frozen=True)
class CallMatched:
    """It is put to somebody who wants to be told of calls like it."""

    match_id: int


@dataclass(frozen=True)
class ApplicationSent:
    application_id: int


@dataclass(frozen=True)
class ApplicationWithdrawn:
    application_id: int


@dataclass(frozen=True)
class ApplicationDecided:
    application_id: int
    state: str
