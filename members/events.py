from dataclasses import dataclass


@dataclass(frozen=True)
class ProfileWritten:
    user_id: int
