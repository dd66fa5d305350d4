"""The document of an issuer: who it is, and which keys may speak for it.

A key that is followed by another stays in the document, with the moment from which it signs nothing
more (``expires``): what it signed before still holds. A key that somebody else may have got is
``revoked``, and then nothing that it signed holds, since whoever has it can write any date.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from django.utils.translation import gettext as _

from learning.credentials.errors import BadKey
from learning.credentials.jwk import write_jwk
from learning.credentials.moments import read_moment, write_moment
from learning.credentials.multikey import write_public

Document = dict[str, Any]

CONTEXT = [
    "https://www.w3.org/ns/did/v1",
    "https://w3id.org/security/multikey/v1",
    "https://w3id.org/security/jwk/v1",
]


@dataclass(frozen=True)
class IssuerKey:
    name: str
    public: Ed25519PublicKey | RSAPublicKey
    retired: datetime | None = None
    revoked: datetime | None = None

    def method_of(self, issuer: str) -> str:
        return f"{issuer}#{self.name}"


def issuer_document(issuer: str, keys: Iterable[IssuerKey], also: Iterable[str] = ()) -> Document:
    """``also`` is where people find the issuer, as its page."""
    methods = [_method(issuer, key) for key in keys]
    document = {
        "@context": CONTEXT,
        "id": issuer,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }
    return {**document, "alsoKnownAs": list(also)} if also else document


def key_set(issuer: str, keys: Iterable[IssuerKey]) -> Document:
    """The RSA keys as a JWKS, for readers that look for one."""
    return {
        "keys": [
            write_jwk(key.public, key.method_of(issuer))
            for key in keys
            if isinstance(key.public, RSAPublicKey) and key.revoked is None
        ]
    }


def methods_of(document: Document, issuer: str) -> Iterator[Document]:
    """The keys that the issuer's document lists as its own, for asserting something."""
    if document.get("id") != issuer:
        raise BadKey(_("The document of the issuer is somebody else's."))
    asserting = _list(document.get("assertionMethod"))
    names = {_full(each, issuer) for each in asserting if isinstance(each, str)}
    written_out = [each for each in asserting if isinstance(each, dict)]
    listed = [each for each in _list(document.get("verificationMethod")) if isinstance(each, dict)]
    for method in [
        *written_out,
        *(each for each in listed if _full(each.get("id"), issuer) in names),
    ]:
        if method.get("controller", issuer) == issuer:
            yield {**method, "id": _full(method.get("id"), issuer)}


def method_named(document: Document, issuer: str, name: object) -> Document:
    wanted = _full(name, issuer)
    for method in methods_of(document, issuer):
        if wanted is not None and method["id"] == wanted:
            return method
    raise BadKey(_("Its key is none of those that its issuer lists."))


def check_dates(method: Document, signed_at: datetime | None, now: datetime) -> None:
    if "revoked" in method and read_moment(method["revoked"]) <= now:
        raise BadKey(_("Its issuer has given up the key that signed it; nothing it signed holds."))
    if "expires" not in method:
        return
    retired = read_moment(method["expires"])
    if (signed_at is None and retired <= now) or (signed_at is not None and retired < signed_at):
        raise BadKey(_("Its key signed nothing any more at the time of this signature."))


def _method(issuer: str, key: IssuerKey) -> Document:
    name = key.method_of(issuer)
    method: Document = {"id": name, "controller": issuer}
    if isinstance(key.public, RSAPublicKey):
        method |= {"type": "JsonWebKey", "publicKeyJwk": write_jwk(key.public, name)}
    else:
        method |= {"type": "Multikey", "publicKeyMultibase": write_public(key.public)}
    if key.retired is not None:
        method["expires"] = write_moment(key.retired)
    if key.revoked is not None:
        method["revoked"] = write_moment(key.revoked)
    return method


def _full(name: object, issuer: str) -> str | None:
    """``#key-1`` in a document stands for the key's whole address."""
    if not isinstance(name, str):
        return None
    return issuer + name if name.startswith("#") else name


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
