from dataclasses import dataclass


@dataclass(frozen=True)
class OldInvitationAnswered:
    """What was answered has moved since; ``message_id`` is that of the answer."""

    registration_id: int
    message_id: str


@dataclass(frozen=True)
class OtherTimeProposed:
    """By somebody who is registered, whose calendar can do that."""

    registration_id: int
    starts_at: str  # as ISO 8601 writes a moment
    ends_at: str
    comment: str
    message_id: str
