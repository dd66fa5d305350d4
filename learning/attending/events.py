from dataclasses import dataclass


@dataclass(frozen=True)
class MessageSent:
    """Those who give a workshop wrote to those who come."""

    message_id: int
