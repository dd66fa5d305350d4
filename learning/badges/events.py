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
