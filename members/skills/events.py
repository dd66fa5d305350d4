from dataclasses import dataclass


@dataclass(frozen=True)
class EvidenceEndorsed:
    endorsement_id: int


@dataclass(frozen=True)
class EndorsementWithdrawn:
    """By the key of what was told, since the row is gone."""

    key: str
