"""Bytes as text that says how it is written: ``z`` for base58, ``u`` for base64url."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error

from django.utils.translation import gettext as _

from learning.credentials.errors import BadCredential

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
VALUES = {letter: value for value, letter in enumerate(ALPHABET)}
# Base58 takes the square of its length; keys and signatures are far shorter.
LONGEST_BASE58 = 200


def encode_z(data: bytes) -> str:
    number, letters = int.from_bytes(data, "big"), ""
    while number:
        number, value = divmod(number, 58)
        letters = ALPHABET[value] + letters
    return "z" + "1" * (len(data) - len(data.lstrip(b"\0"))) + letters


def decode_z(text: object) -> bytes:
    if not isinstance(text, str) or not text.startswith("z") or len(text) > LONGEST_BASE58:
        raise _unreadable("z")
    digits, number = text[1:], 0
    for letter in digits:
        if letter not in VALUES:
            raise _unreadable("z")
        number = number * 58 + VALUES[letter]
    zeros = len(digits) - len(digits.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def encode_u(data: bytes) -> str:
    return "u" + urlsafe_b64encode(data).decode().rstrip("=")


def decode_u(text: object) -> bytes:
    if not isinstance(text, str) or not text.startswith("u"):
        raise _unreadable("u")
    return decode_base64url(text[1:])


def decode_base64url(text: str) -> bytes:
    """Without padding and without anything that is skipped, so that one value has one spelling."""
    try:
        data = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (Error, ValueError) as error:
        raise _unreadable("u") from error
    if urlsafe_b64encode(data).decode().rstrip("=") != text:
        raise _unreadable("u")
    return data


def _unreadable(prefix: str) -> BadCredential:
    kind = {"z": "base58", "u": "base64url"}[prefix]
    return BadCredential(_("Something in it should be written in %(kind)s.") % {"kind": kind})
