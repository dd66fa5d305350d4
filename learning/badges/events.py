from dataclasses import dataclass


@dataclass(frozen=True)
class BadgePublished:
    badge_id: int


@dataclass(frozen=True)
class BadgeEdited:
    badge_id: int


@dataclass(frozen=True)
class BadgeRetired:
    badge_id: int


@dataclass(frozen=True)
class AwardProposed:
    award_id: int


@dataclass(frozen=True)
class AwardDecided:
    """Accepted, declined, or withdrawn before either."""

    award_id: int
    state: str


@dataclass(frozen=True)
class AwardRevoked:
    award_id: int
