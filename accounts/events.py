from dataclasses import dataclass


@dataclass(frozen=True)
class UserChanged:
    """A user is new, gone or back, or is called, addressed or described differently."""

    user_id: int
