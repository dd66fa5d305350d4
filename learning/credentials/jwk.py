"""Public keys as JSON: RSA and P-256 for the signatures of JWTs. Ed25519 is only written."""

from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from django.utils.translation import gettext as _
from jwt.algorithms import ECAlgorithm, RSAAlgorithm
from jwt.exceptions import InvalidKeyError

from learning.credentials.errors import BadKey
from learning.credentials.multibase import encode_u

SMALLEST_RSA, LARGEST_RSA = 2048, 8192  # bits; a larger one takes long to check
LONGEST = 4096
SECRET_PARTS = {"d", "p", "q", "dp", "dq", "qi", "k", "oth"}


def write_jwk(key: RSAPublicKey | Ed25519PublicKey, name: str) -> dict[str, str]:
    if isinstance(key, Ed25519PublicKey):
        point = encode_u(key.public_bytes_raw()).removeprefix("u")
        return {"kty": "OKP", "crv": "Ed25519", "use": "sig", "kid": name, "x": point}
    numbers = RSAAlgorithm.to_jwk(key, as_dict=True)
    return {
        "kty": "RSA",
        "alg": "RS256",
        "use": "sig",
        "kid": name,
        "n": numbers["n"],
        "e": numbers["e"],
    }


def read_jwk(jwk: object) -> RSAPublicKey | EllipticCurvePublicKey:
    if not isinstance(jwk, dict) or any(len(str(value)) > LONGEST for value in jwk.values()):
        raise BadKey
    if SECRET_PARTS & jwk.keys():
        raise BadKey(_("Its issuer published the secret part of a key, which anybody may use now."))
    if jwk.get("kty") == "EC" and jwk.get("crv") == "P-256":
        return _read(ECAlgorithm, jwk)
    if jwk.get("kty") != "RSA":
        raise BadKey(_("Only RSA and P-256 keys can be used for signatures around a badge."))
    key = _read(RSAAlgorithm, jwk)
    if not SMALLEST_RSA <= key.key_size <= LARGEST_RSA:
        raise BadKey(_("Its RSA key is too small or too large to be relied on."))
    return key


def is_same_key(one: object, other: object) -> bool:
    return read_jwk(one).public_numbers() == read_jwk(other).public_numbers()


def _read(algorithm: Any, jwk: dict[str, Any]) -> Any:
    try:
        return algorithm.from_jwk(jwk)
    except (InvalidKeyError, ValueError, TypeError) as error:
        raise BadKey from error
