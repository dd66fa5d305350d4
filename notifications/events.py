from dataclasses import dataclass


@dataclass(frozen=True)
class ReminderFellDue:
    """Once for each moment of a reminder: ``due`` is that moment, as ISO 8601 writes it."""

    reminder_id: int
    thing: str
    due: str


@dataclass(frozen=True)
class MailHeld:
    """A mail came in somebody's name, and waits for them."""

    arrival_id: int


@dataclass(frozen=True)
class MailRefused:
    """A mail was refused, or posted without something that was in it, and its writer is told."""

    arrival_id: int


@dataclass(frozen=True)
class UnsubscribedByMail:
    """Somebody stopped a stream of mail by a mail that said so."""

    arrival_id: int
    stream: str
