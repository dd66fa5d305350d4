import json
from base64 import urlsafe_b64encode

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

from learning.credentials.errors import BadCredential, BadKey, ProofFails
from learning.credentials.jwk import is_same_key, read_jwk, write_jwk
from learning.credentials.vc_jwt import check_claims, check_signature, read_token
from tests.learning.credentials.making import full_badge, method, plain_badge, rsa, token


def part(value):
    return urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def test_the_header_says_algorithm_and_key_and_no_more():
    assert jwt.get_unverified_header(token()) == {"alg": "RS256", "kid": method("rsa")}


def test_the_payload_is_the_badge_with_its_claims():
    payload = jwt.decode(token(), options={"verify_signature": False})

    assert payload == {
        **full_badge(),
        "iss": "did:web:cop.example:issuers:1",
        "sub": "urn:uuid:9a2f3b6e-4f0c-4b0e-8f2b-6f0d8f1c2a3b",
        "jti": "https://cop.example/credentials/3527",
        "nbf": 1795428000,
        "exp": 1858586400,
    }


def test_a_badge_without_an_end_has_no_exp():
    payload = jwt.decode(token(plain_badge()), options={"verify_signature": False})

    assert "exp" not in payload


def test_another_library_verifies_it():
    assert (
        jwt.decode(
            token(plain_badge(validFrom="2020-01-01T00:00:00Z")), rsa().public_key(), ["RS256"]
        )["jti"]
        == "https://cop.example/credentials/3527"
    )


def test_it_is_read_as_it_was_written():
    _header, credential, claims = read_token(token())

    check_signature(token(), "RS256", rsa().public_key())
    check_claims(credential, claims)
    assert credential == full_badge()


def test_the_older_form_with_the_credential_as_a_claim_is_read():
    old = plain_badge(issuanceDate="2026-11-23T10:00:00Z")
    del old["validFrom"]
    claims = {"iss": old["issuer"]["id"], "jti": old["id"], "nbf": 1795428000}
    claims["sub"] = old["credentialSubject"]["id"]
    text = jwt.encode({**claims, "vc": old}, rsa(), "RS256", {"kid": method("rsa")})

    _header, credential, read = read_token(text)

    check_claims(credential, read)
    assert credential == old


@pytest.mark.parametrize("name", ["iss", "sub", "jti", "nbf", "exp"])
@pytest.mark.parametrize("value", [None, "https://elsewhere.example/", 7, True])
def test_claims_agree_with_the_badge(name, value):
    _header, credential, claims = read_token(token())
    check_claims(credential, claims)
    if value is None:
        del claims[name]
    else:
        claims[name] = value

    with pytest.raises(ProofFails, match=name):
        check_claims(credential, claims)


def test_an_end_that_only_the_token_says_does_not_hold():
    _header, credential, claims = read_token(token(plain_badge()))

    with pytest.raises(ProofFails):
        check_claims(credential, {**claims, "exp": 1795428000})


@pytest.mark.parametrize("place", [0, 1, 2])
def test_no_part_of_a_token_can_be_changed(place):
    parts = token().split(".")
    middle = len(parts[place]) // 2
    other = "A" if parts[place][middle] != "A" else "B"
    parts[place] = parts[place][:middle] + other + parts[place][middle + 1 :]

    with pytest.raises(ProofFails):
        check_signature(".".join(parts), "RS256", rsa().public_key())


@pytest.mark.parametrize(
    "header",
    [
        {"alg": "none", "kid": "x"},
        {"alg": "HS256", "kid": "x"},
        {"alg": "EdDSA", "kid": "x"},
        {"alg": ["RS256"], "kid": "x"},
        {"alg": "RS256"},
        {"alg": "RS256", "kid": "x", "typ": "at+jwt"},
        {"alg": "RS256", "kid": "x", "jku": "https://elsewhere.example/"},
        {"alg": "RS256", "kid": "x", "crit": ["b64"], "b64": False},
        {"alg": "RS256", "kid": "x", "x5u": "https://elsewhere.example/"},
        [],
    ],
)
def test_other_headers_are_refused(header):
    good = part({"alg": "RS256", "kid": "x"}) + "." + part(plain_badge()) + ".c2ln"
    assert read_token(good)[0]["kid"] == "x"

    with pytest.raises(BadCredential):
        read_token(f"{part(header)}.{part(plain_badge())}.c2ln")


@pytest.mark.parametrize("missing", ["id", "issuer", "credentialSubject", "validFrom"])
def test_what_the_claims_need_must_be_there(missing):
    badge = plain_badge()
    del badge[missing]

    with pytest.raises(BadCredential, match="needs what"):
        token(badge)


def test_a_key_of_the_public_kind_is_not_taken_for_a_secret():
    """The trick of signing by HMAC with a public key that everybody has."""
    with pytest.raises(BadCredential):
        read_token(jwt.encode(plain_badge(), "x" * 64, "HS256", {"kid": "x"}))


def test_keys_there_and_back():
    jwk = write_jwk(rsa().public_key(), "k1")

    assert set(jwk) == {"kty", "alg", "use", "kid", "n", "e"}
    assert read_jwk(jwk).public_numbers() == rsa().public_key().public_numbers()
    assert is_same_key(jwk, {**jwk, "kid": "k2"})


def test_keys_that_cannot_be_relied_on_are_refused():
    jwk = write_jwk(rsa().public_key(), "k1")
    small = write_jwk(generate_private_key(65537, 1024).public_key(), "k1")

    for bad in (
        None, "k1", {}, small, {**jwk, "d": "AQAB"}, {**jwk, "n": "!"}, {**jwk, "n": "A" * 5000},
        {**jwk, "kty": "oct"}, {**jwk, "e": None},
        {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"}, {"kty": "EC", "crv": "P-256"},
    ):  # fmt: skip
        with pytest.raises(BadKey):
            read_jwk(bad)
