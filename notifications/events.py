from dataclasses import dataclass


@dataclass(frozen=True)
class ReminderFellDue:
    """Once for each moment of a reminder: ``due`` is that moment, as ISO 8601 writes it."""

    reminder_id: int
    thing: str
    due: str
