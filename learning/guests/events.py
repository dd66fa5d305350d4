from dataclasses import dataclass


@dataclass(frozen=True)
class GuestAsked:
    """Somebody without an account wants to come; ``mails`` tells one letter from the next."""

    guest_id: int
    mails: int


@dataclass(frozen=True)
class GuestTold:
    """Something about a workshop concerns a guest who is registered for it.

    ``number`` is what the sort counts by: changes, moves, versions, or the id of a message.
    """

    registration_id: int
    sort: str
    number: int
