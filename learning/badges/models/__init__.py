from learning.badges.models.award import Award, AwardState
from learning.badges.models.badge import Badge, BadgeState
from learning.badges.models.issuer import Issuer
from learning.badges.models.signing_key import KeyKind, SigningKey
from learning.badges.models.status_list import StatusList

__all__ = [
    "Award",
    "AwardState",
    "Badge",
    "BadgeState",
    "Issuer",
    "KeyKind",
    "SigningKey",
    "StatusList",
]
