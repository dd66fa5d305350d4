"""Ed25519 keys as one word: two bytes that say which kind of key, then the key, in base58."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.utils.translation import gettext as _

from learning.credentials.errors import BadKey
from learning.credentials.multibase import decode_z, encode_z

PUBLIC = b"\xed\x01"
SECRET = b"\x80\x26"
LENGTH = 32


def write_public(key: Ed25519PublicKey) -> str:
    return encode_z(PUBLIC + key.public_bytes_raw())


def read_public(text: object) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(_after(PUBLIC, text))


def read_secret(text: object) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(_after(SECRET, text))


def _after(prefix: bytes, text: object) -> bytes:
    data = decode_z(text)
    if not data.startswith(prefix) or len(data) != len(prefix) + LENGTH:
        raise BadKey(_("Only Ed25519 keys can be used for embedded signatures."))
    return data.removeprefix(prefix)
