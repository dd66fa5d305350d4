from learning.badges.models.issuer import Issuer
from learning.badges.models.signing_key import KeyKind, SigningKey

__all__ = ["Issuer", "KeyKind", "SigningKey"]
