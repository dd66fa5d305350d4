"""Whom a badge names: by the hash of an address, so that the badge does not tell the address.

Addresses can be guessed, and then the hash says yes or no. A salt of its own for each badge keeps
one from looking guesses up in a table, or from seeing that two badges are one person's.
"""

import hmac
from hashlib import sha256
from typing import Any


def write_identity(email: str, salt: str) -> dict[str, Any]:
    return {
        "type": "IdentityObject",
        "identityType": "emailAddress",
        "hashed": True,
        "salt": salt,
        "identityHash": hash_address(email, salt),
    }


def hash_address(email: str, salt: str) -> str:
    return "sha256$" + sha256((email + salt).encode()).hexdigest()


def is_named(subject: dict[str, Any], email: str) -> bool:
    """Does the badge say that it is this person's?"""
    identities = subject.get("identifier", [])
    identities = identities if isinstance(identities, list) else [identities]
    return any(_says(each, email) for each in identities if isinstance(each, dict))


def _says(identity: dict[str, Any], email: str) -> bool:
    said = identity.get("identityHash")
    if identity.get("identityType") != "emailAddress" or not isinstance(said, str):
        return False
    if identity.get("hashed") is not True:
        return hmac.compare_digest(said.encode(), email.encode())
    salt = identity.get("salt", "")
    return isinstance(salt, str) and hmac.compare_digest(
        said.lower().encode(), hash_address(email, salt).encode()
    )
