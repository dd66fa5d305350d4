"""The code that is shown at the door, or on the screen: whoever can read it was there."""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without those that are taken for one another
LENGTH = 6


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def typed(code: str) -> str:
    """As it was read out or typed: small, or with spaces and hyphens in it."""
    return "".join(sign for sign in code.upper() if sign.isalnum())
