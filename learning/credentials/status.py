"""Bitstring Status List: one bit for each badge, in a list that its issuer signs.

Whoever reads the list does not say which badge they ask about, and a list is never so short that
its length tells. Index 0 is the leftmost bit.
"""

import gzip
import re
import zlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from learning.credentials.contexts import VC_2
from learning.credentials.errors import BadCredential
from learning.credentials.moments import write_moment
from learning.credentials.multibase import decode_u, encode_u

ENTRIES = 131_072  # the fewest that the standard allows
LARGEST = 2_097_152  # bytes, sixteen million badges; a kilobyte of gzip can hold more

REVOCATION = "revocation"

_PLACE = re.compile(r"[0-9]{1,9}")


def write_list(revoked: Iterable[int]) -> str:
    bits = bytearray(ENTRIES // 8)
    for index in revoked:
        if not 0 <= index < ENTRIES:
            raise ValueError(f"{index} is not in a list of {ENTRIES}")
        bits[index // 8] |= 0x80 >> index % 8
    return encode_u(gzip.compress(bytes(bits), mtime=0))


def read_list(text: object) -> bytes:
    reader = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    try:
        bits = reader.decompress(decode_u(text), LARGEST + 1)
    except zlib.error as error:
        raise BadCredential(_("The list of revoked badges cannot be read.")) from error
    if not reader.eof or reader.unused_data or not ENTRIES // 8 <= len(bits) <= LARGEST:
        raise BadCredential(_("The list of revoked badges is not of a size that it may have."))
    return bits


def is_set(bits: bytes, index: object) -> bool:
    """``index`` as the badge says it: digits, in a text or as a number."""
    text = str(index) if isinstance(index, int | str) else ""
    if not _PLACE.fullmatch(text) or int(text) >= len(bits) * 8:
        raise BadCredential(_("It says no place in the list of revoked badges."))
    place = int(text)
    return bool(bits[place // 8] & 0x80 >> place % 8)


def status_entry(address: str, index: int) -> dict[str, Any]:
    """What a badge says of where its revocation would stand."""
    return {
        "id": f"{address}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": REVOCATION,
        "statusListIndex": str(index),
        "statusListCredential": address,
    }


def status_list(
    address: str, issuer: str, revoked: Iterable[int], valid_from: datetime
) -> dict[str, Any]:
    """The list as a credential, which its issuer has yet to sign."""
    return {
        "@context": [VC_2],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": write_moment(valid_from),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": REVOCATION,
            "encodedList": write_list(revoked),
        },
    }
