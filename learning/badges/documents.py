"""What an issuer shows the world, so that whoever is shown a badge can check who signed it."""

from typing import Any

from django.conf import settings

from learning.badges.models import Issuer
from learning.credentials import issuers
from learning.credentials.jwk import write_jwk

Document = dict[str, Any]


def document_of(issuer: Issuer) -> Document:
    """Its ``did.json``: each key that may speak for it, or could once."""
    also = [settings.SITE_ORIGIN + issuer.address]
    return issuers.issuer_document(issuer.did, _keys(issuer), also)


def key_set_of(issuer: Issuer) -> Document:
    return issuers.key_set(issuer.did, _keys(issuer))


def key_of(issuer: Issuer, name: str) -> Document | None:
    """One key, bare, as validators want to find it; of one that was revoked there is nothing."""
    for key in _keys(issuer):
        if key.name == name and key.revoked is None:
            return write_jwk(key.public, key.method_of(issuer.did))
    return None


def _keys(issuer: Issuer) -> list[issuers.IssuerKey]:
    return [key.as_listed() for key in issuer.keys.in_order()]
