from learning.badges.models.badge import Badge, BadgeState
from learning.badges.models.issuer import Issuer
from learning.badges.models.signing_key import KeyKind, SigningKey

__all__ = ["Badge", "BadgeState", "Issuer", "KeyKind", "SigningKey"]
