"""Whether an issuer has taken a badge back: what the list says that the badge points to."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from learning.credentials.errors import BadCredential, NotKnown
from learning.credentials.moments import check_in_force
from learning.credentials.parsing import unparse
from learning.credentials.reading import Brought, read
from learning.credentials.shape import kinds_of, listed, subject_of
from learning.credentials.signatures import Resolve, check_signed, issuer_of
from learning.credentials.status import REVOCATION, is_set, read_list
from learning.credentials.vc_jwt import id_of

Document = dict[str, Any]

ENTRY = "BitstringStatusListEntry"
# A badge that is suspended may come back, but is not to be relied on until then. Other purposes,
# as a hint that there is a newer one, take nothing back.
PURPOSES = [REVOCATION, "suspension"]
LIST = "BitstringStatusListCredential"


def check_not_revoked(credential: Document, resolve: Resolve, now: datetime) -> None:
    """Nothing said of a status is also an answer: such a badge cannot be taken back."""
    for entry in listed(credential.get("credentialStatus")):
        if not isinstance(entry, dict) or kinds_of(entry) != {ENTRY}:
            raise NotKnown(_("It says in a way not known here whether it was taken back."))
        if entry.get("statusPurpose") in PURPOSES:
            bits = _bits(entry, id_of(credential.get("issuer")), resolve, now)
            if is_set(bits, entry.get("statusListIndex")):
                raise BadCredential(_("Its issuer has taken it back."))


def _bits(entry: Document, issuer: str | None, resolve: Resolve, now: datetime) -> bytes:
    address = entry.get("statusListCredential")
    found = resolve(address) if isinstance(address, str) else None
    if found is None:
        raise NotKnown(_("The list of revoked badges could not be had."))
    brought = read(found if isinstance(found, str) else unparse(found))
    _check_list(brought, entry, issuer)
    check_signed(brought, issuer_of(brought, resolve), now)
    check_in_force(brought.credential, now)
    return read_list(subject_of(brought.credential).get("encodedList"))


def _check_list(brought: Brought, entry: Document, issuer: str | None) -> None:
    """A list of its own issuer, and the one that the badge names: else anybody's would do."""
    credential = brought.credential
    if (
        LIST not in kinds_of(credential)
        or id_of(credential.get("issuer")) != issuer
        or credential.get("id", entry["statusListCredential"]) != entry["statusListCredential"]
        or entry["statusPurpose"] not in listed(subject_of(credential).get("statusPurpose"))
    ):
        raise BadCredential(_("The list of revoked badges is not one of its issuer."))
