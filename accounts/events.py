from dataclasses import dataclass


@dataclass(frozen=True)
class UserChanged:
    """A user is new, gone or back, or is called, addressed or described differently."""

    user_id: int


@dataclass(frozen=True)
class LetterSent:
    """A mail about an account went out, or did not: its subject, and nothing of what it says.

    ``user_id`` is 0 for one to nobody here, of which nothing else is said either.
    """

    user_id: int
    address: str
    subject: str
    message_id: str
    at: str
    was_taken: bool  # by the mail server
