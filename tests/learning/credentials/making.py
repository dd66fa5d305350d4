"""Badges as a community would issue them, the keys that sign them, and what stands where."""

import struct
import zlib
from datetime import UTC, datetime
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from learning.credentials.badge import Achievement, Alignment, Evidence, Issuer, write_badge
from learning.credentials.contexts import OPEN_BADGES, VC_2
from learning.credentials.identity import write_identity
from learning.credentials.issuers import IssuerKey, issuer_document
from learning.credentials.parsing import unparse
from learning.credentials.proofs import sign
from learning.credentials.status import status_entry, status_list
from learning.credentials.vc_jwt import sign_token

ISSUER = "did:web:cop.example:issuers:1"
LIST = "https://cop.example/issuers/1/status/1"
SIGNED_AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)

SVG = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg"'
    b' viewBox="0 0 8 8"><title>Mentor</title><circle cx="4" cy="4" r="4"/></svg>'
)


@cache
def ed25519(number: int = 1) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)


@cache
def rsa(number: int = 1) -> RSAPrivateKey:
    return generate_private_key(65537, 2048)


def method(name: str) -> str:
    return f"{ISSUER}#{name}"


def keys(**dates: datetime) -> list[IssuerKey]:
    """``ed`` and ``rsa``, each perhaps with the day on which it was given up."""
    return [
        IssuerKey("ed", ed25519().public_key(), **dates),
        IssuerKey("rsa", rsa().public_key(), **dates),
    ]


def plain_badge(**changes: Any) -> dict[str, Any]:
    return {
        "@context": [VC_2, OPEN_BADGES],
        "id": "https://cop.example/credentials/3527",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": ISSUER, "type": ["Profile"], "name": "Weavers"},
        "validFrom": "2026-11-23T10:00:00Z",
        "name": "Mentor",
        "credentialSubject": {
            "id": "urn:uuid:9a2f3b6e-4f0c-4b0e-8f2b-6f0d8f1c2a3b",
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "https://cop.example/achievements/9",
                "type": ["Achievement"],
                "name": "Mentor",
                "description": "Taught two who teach now.",
                "criteria": {"narrative": "Two members named them."},
            },
        },
        **changes,
    }


def full_badge(**changes: Any) -> dict[str, Any]:
    """With all that a badge of ours can say."""
    said: dict[str, Any] = {
        "id": "https://cop.example/credentials/3527",
        "issuer": Issuer(ISSUER, "Weavers “of the loom”", "https://cop.example/c/weavers/"),
        "achievement": Achievement(
            "https://cop.example/achievements/9",
            "Mentor",
            "Taught two who teach now.",
            "Two members named them ]]> and <b>said</b> so.",
            "https://cop.example/achievements/9.png",
            [Alignment("teach", "http://data.europa.eu/esco/skill/1", "ESCO")],
        ),
        "subject": "urn:uuid:9a2f3b6e-4f0c-4b0e-8f2b-6f0d8f1c2a3b",
        "identity": write_identity("amina@example.org", "R4nd0m"),
        "evidence": [Evidence("https://cop.example/a/77", "An accepted answer")],
        "valid_from": SIGNED_AT,
        "valid_until": SIGNED_AT.replace(2028),
        "status": status_entry(LIST, 94567),
    }
    return write_badge(**{**said, **changes})


def embedded(badge: dict[str, Any] | None = None) -> str:
    return unparse(sign(badge or full_badge(), ed25519(), method("ed"), SIGNED_AT))


def token(badge: dict[str, Any] | None = None) -> str:
    return sign_token(badge or full_badge(), rsa(), method("rsa"))


def site(*revoked: int, **dates: datetime) -> dict[str, Any]:
    """What stands where, of a community that has taken some badges back."""
    listed = status_list(LIST, ISSUER, revoked, SIGNED_AT)
    return {
        ISSUER: issuer_document(ISSUER, keys(**dates)),
        LIST: sign(listed, ed25519(), method("ed"), SIGNED_AT),
    }


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    """One pixel, with other chunks before it."""
    head = (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    body = (b"IDAT", zlib.compress(b"\0\0"))
    written = [chunk(*each) for each in (head, *chunks, body, (b"IEND", b""))]
    return b"\x89PNG\r\n\x1a\n" + b"".join(written)
