"""What must come back as it was, and must not be read by whoever has only the database.

Sealed with SECRET_KEY, for one use: what was sealed for another is not opened. What an earlier key
sealed is opened while that key is among SECRET_KEY_FALLBACKS.
"""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

TWO_STEP = "two-step"


def seal(text: str, use: str = TWO_STEP) -> str:
    return _box(use).encrypt(text.encode()).decode()


def open_sealed(sealed: str, use: str = TWO_STEP) -> str:
    return _box(use).decrypt(sealed.encode()).decode()


def _box(use: str) -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(secret, use)) for secret in secrets])


def _key(secret: str, use: str) -> bytes:
    digest = salted_hmac("accounts.sealing", use, secret=secret, algorithm="sha256").digest()
    return urlsafe_b64encode(digest)
