"""Badges as signed tokens: the credential is the payload, and the signature stands around it.

RS256 is what Open Badges 3.0 asks every verifier to know. The header says the algorithm and the key
and nothing else; the claims repeat what the credential says, and must agree with it.
"""

import re
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from django.utils.translation import gettext as _

from learning.credentials.errors import BadCredential, ProofFails
from learning.credentials.moments import read_moment
from learning.credentials.multibase import decode_base64url
from learning.credentials.parsing import parse, unparse

Document = dict[str, Any]

TOKEN = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
ALGORITHMS = {"RS256": RSAPublicKey, "ES256": EllipticCurvePublicKey}
HEADERS = {"alg", "kid", "jwk", "typ"}

_jws = jwt.PyJWS(algorithms=list(ALGORITHMS))


def sign_token(credential: Document, key: RSAPrivateKey, method: str) -> str:
    """``method`` is the address of the key, at which its issuer's document has it."""
    payload = unparse({**credential, **claims_of(credential)})
    return _jws.encode(payload.encode(), key, "RS256", headers={"kid": method, "typ": None})


def claims_of(credential: Document) -> Document:
    claims = {
        "iss": id_of(credential.get("issuer")),
        "jti": credential.get("id"),
        "sub": id_of(credential.get("credentialSubject")),
        "nbf": _seconds(credential.get("validFrom", credential.get("issuanceDate"))),
    }
    if missing := [name for name, value in claims.items() if value is None]:
        raise BadCredential(
            _("As a signed token it needs what %(claims)s would say.")
            % {"claims": ", ".join(missing)}
        )
    until = credential.get("validUntil", credential.get("expirationDate"))
    return claims if until is None else {**claims, "exp": _seconds(until)}


def read_token(token: str) -> tuple[Document, Document, Document]:
    """Header, credential and claims, none of which is proven yet."""
    header, payload = (parse(_decoded(part)) for part in token.split(".")[:2])
    if unknown := set(header) - HEADERS:
        raise BadCredential(
            _("Its header says more than an Open Badge may: %(names)s")
            % {"names": ", ".join(sorted(unknown))[:200]}
        )
    if header.get("alg") not in list(ALGORITHMS):
        raise BadCredential(_("It is signed in a way that is not known here."))
    if header.get("typ", "JWT") != "JWT" or not header.keys() & {"kid", "jwk"}:
        raise BadCredential(_("Its header is not that of an Open Badge."))
    if "vc" in payload:  # as of the data model of 2019, where the credential is one of the claims
        credential = payload["vc"]
        claims = {name: value for name, value in payload.items() if name != "vc"}
    else:
        names = {"iss", "jti", "sub", "nbf", "exp", "iat", "aud"}
        claims = {name: value for name, value in payload.items() if name in names}
        credential = {name: value for name, value in payload.items() if name not in names}
    if not isinstance(credential, dict):
        raise BadCredential
    return header, credential, claims


def check_signature(token: str, algorithm: str, key: RSAPublicKey | EllipticCurvePublicKey) -> None:
    if not isinstance(key, ALGORITHMS[algorithm]):
        raise ProofFails(_("Its key is of another kind than its signature."))
    try:
        _jws.decode(token, key, algorithms=[algorithm])
    except jwt.PyJWTError as error:
        raise ProofFails from error


def check_claims(credential: Document, claims: Document) -> None:
    for name, value in claims_of(credential).items():
        if name not in claims or claims[name] != value or isinstance(claims[name], bool):
            raise ProofFails(
                _("What its token says as “%(claim)s” is not what the badge says.")
                % {"claim": name}
            )
    if "exp" in claims and "exp" not in claims_of(credential):
        raise ProofFails(_("Its token ends and the badge does not say so."))


def id_of(value: Any) -> str | None:
    """What something is called, be it a name alone, an object, or a list of one."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("id")
    return value if isinstance(value, str) else None


def _seconds(text: object) -> int | None:
    return None if text is None else int(read_moment(text).timestamp())


def _decoded(part: str) -> str:
    try:
        return decode_base64url(part).decode()
    except UnicodeDecodeError as error:
        raise BadCredential from error
