"""Who signed a credential: a key that its issuer's document lists, or nobody.

A key that the credential brings along, in its header or in the name of its proof, proves nothing:
anybody can make one. So keys are only ever taken from the document that the issuer's id names.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from learning.credentials.errors import BadCredential, BadKey, NotKnown, ProofFails
from learning.credentials.issuers import check_dates, method_named, methods_of
from learning.credentials.jwk import is_same_key, read_jwk
from learning.credentials.moments import read_moment
from learning.credentials.multikey import read_public
from learning.credentials.proofs import check, proofs_of
from learning.credentials.reading import Brought
from learning.credentials.vc_jwt import check_claims, check_signature, id_of

Document = dict[str, Any]
DID_KEY = "did:key:"

# What stands at an address: a document, a token, or nothing that could be had.
Resolve = Callable[[str], Document | str | None]


def issuer_of(brought: Brought, resolve: Resolve) -> Document:
    issuer = id_of(brought.credential.get("issuer"))
    if issuer is None:
        raise BadCredential(_("It does not say who issued it."))
    document = _document_of(issuer, resolve)
    list(methods_of(document, issuer))
    return document


def check_signed(brought: Brought, document: Document, now: datetime) -> None:
    """Raise unless a key of the issuer's document signed what was brought."""
    issuer = id_of(brought.credential.get("issuer")) or ""
    if brought.token is None:
        _check_proofs(brought.credential, document, issuer, now)
    else:
        _check_token(brought, document, issuer, now)


def _check_token(brought: Brought, document: Document, issuer: str, now: datetime) -> None:
    method = _method_of_token(brought.header, document, issuer)
    algorithm = brought.header["alg"]
    check_signature(brought.token or "", algorithm, read_jwk(method.get("publicKeyJwk")))
    check_claims(brought.credential, brought.claims)
    began = brought.credential.get("validFrom", brought.credential.get("issuanceDate"))
    check_dates(method, read_moment(began), now)


def _method_of_token(header: Document, document: Document, issuer: str) -> Document:
    for method in methods_of(document, issuer):
        jwk = method.get("publicKeyJwk")
        if not isinstance(jwk, dict):
            continue
        if "kid" not in header:
            if is_same_key(jwk, header["jwk"]):
                return method
        elif header["kid"] in (method["id"], jwk.get("kid")):
            return method
    raise BadKey(_("Its key is none of those that its issuer lists."))


def _check_proofs(credential: Document, document: Document, issuer: str, now: datetime) -> None:
    """Proofs by others count neither for nor against it; those of the issuer must all hold."""
    proofs = proofs_of(credential)
    if not proofs:
        raise ProofFails(_("Nobody signed it."))
    named = [(proof, _method_or_none(document, issuer, proof)) for proof in proofs]
    own = [(proof, method) for proof, method in named if method is not None]
    if not own:
        raise BadKey(_("Its key is none of those that its issuer lists."))
    for proof, method in own:
        check(credential, proof, read_public(method.get("publicKeyMultibase")))
        check_dates(method, _moment(proof, "created"), now)
        ends = _moment(proof, "expires")
        if ends is not None and ends <= now:
            raise ProofFails(_("Its signature was made to hold for a time that is over."))


def _method_or_none(document: Document, issuer: str, proof: Document) -> Document | None:
    try:
        return method_named(document, issuer, proof.get("verificationMethod"))
    except BadKey:
        return None


def _document_of(issuer: str, resolve: Resolve) -> Document:
    if issuer.startswith(DID_KEY):
        return _document_of_key(issuer)
    document = resolve(issuer)
    if not isinstance(document, dict):
        raise NotKnown(
            _("The document of its issuer could not be had: %(issuer)s") % {"issuer": issuer[:200]}
        )
    return document


def _document_of_key(did: str) -> Document:
    """A ``did:key`` is its own document: one key, which is all that is known of the issuer."""
    key = did.removeprefix(DID_KEY)
    read_public(key)
    method = {"id": f"{did}#{key}", "controller": did, "publicKeyMultibase": key}
    return {"id": did, "verificationMethod": [method], "assertionMethod": [method["id"]]}


def _moment(proof: Document, name: str) -> datetime | None:
    return read_moment(proof[name]) if name in proof else None
