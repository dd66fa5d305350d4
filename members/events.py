from dataclasses import dataclass


@dataclass(frozen=True)
class ProfileWritten:
    user_id: int


@dataclass(frozen=True)
class ConnectionAsked:
    connection_id: int


@dataclass(frozen=True)
class Connected:
    connection_id: int
    by_id: int
