import copy
import json
from base64 import urlsafe_b64encode
from datetime import timedelta

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learning.credentials.baking import png, svg
from learning.credentials.contexts import FILES, FOLDER
from learning.credentials.issuers import IssuerKey, issuer_document
from learning.credentials.jwk import write_jwk
from learning.credentials.multikey import write_public
from learning.credentials.parsing import unparse
from learning.credentials.proofs import sign
from learning.credentials.status import status_entry, status_list
from learning.credentials.vc_jwt import claims_of, sign_token
from learning.credentials.verifying import verify
from tests.learning.credentials.making import (
    ISSUER,
    LIST,
    NOW,
    SIGNED_AT,
    SVG,
    ed25519,
    embedded,
    full_badge,
    keys,
    method,
    plain_badge,
    rsa,
    site,
    token,
)
from tests.learning.credentials.making import png as picture

FORMS = {
    "JSON": embedded,
    "token": token,
    "PNG with JSON": lambda *badge: png.bake(picture(), embedded(*badge)),
    "PNG with a token": lambda *badge: png.bake(picture(), token(*badge)),
    "SVG with JSON": lambda *badge: svg.bake(SVG, embedded(*badge)),
    "SVG with a token": lambda *badge: svg.bake(SVG, token(*badge)),
}


def outcomes(what, stands=None, now=NOW):
    verdict = verify(what, (site() if stands is None else stands).get, now)
    return {check.name: check.outcome for check in verdict.checks}


def failing(what, stands=None, now=NOW):
    return [name for name, outcome in outcomes(what, stands, now).items() if outcome != "holds"]


@pytest.fixture(params=FORMS)
def form(request):
    return FORMS[request.param]


def test_a_badge_is_proven_in_each_form(form):
    verdict = verify(form(), site().get, NOW)

    assert verdict.is_proven
    assert [check.name for check in verdict.checks] == [
        "readable", "badge", "issuer", "signature", "revocation", "dates",
    ]  # fmt: skip
    assert all(check.words.endswith(".") for check in verdict.checks)
    assert verdict.brought.credential == full_badge() | {
        name: value for name, value in verdict.brought.credential.items() if name == "proof"
    }


def test_a_badge_is_proven_as_bytes_with_white_space_around(form):
    what = form()
    if isinstance(what, str):
        assert failing(b"\xef\xbb\xbf \n" + what.encode() + b"\n ") == []
        assert failing(f"\n {what}\t") == []


def test_a_badge_that_was_taken_back_is_not_proven(form):
    assert failing(form(), site(94_567)) == ["revocation"]
    assert failing(form(), site(94_566, 94_568)) == []


def test_a_badge_whose_time_is_over_is_not_proven(form):
    end = SIGNED_AT.replace(2028)

    assert failing(form(), now=end - timedelta(seconds=1)) == []
    assert failing(form(), now=end) == ["dates"]


def test_a_badge_does_not_hold_before_its_time(form):
    assert failing(form(), now=SIGNED_AT - timedelta(seconds=1)) != []


@pytest.mark.parametrize("dates", [{"retired": SIGNED_AT}, {"retired": NOW}])
def test_a_badge_signed_before_its_key_was_retired_holds(form, dates):
    stands = site(**dates)
    assert failing(form(), stands) == []


def test_a_badge_signed_after_its_key_was_retired_does_not(form):
    assert "signature" in failing(form(), site(retired=SIGNED_AT - timedelta(days=1)))


def test_a_badge_of_a_key_that_was_given_up_does_not_hold(form):
    assert "signature" in failing(form(), site(revoked=NOW))


def test_a_badge_of_a_key_that_is_listed_no_more_does_not_hold(form):
    new = [IssuerKey("ed", ed25519(2).public_key()), IssuerKey("rsa", rsa(2).public_key())]

    assert "signature" in failing(form(), {**site(), ISSUER: issuer_document(ISSUER, new)})


def test_after_a_rotation_badges_of_both_keys_hold():
    new = IssuerKey("ed-2", ed25519(2).public_key())
    stands = {**site(), ISSUER: issuer_document(ISSUER, [*keys(retired=SIGNED_AT), new])}
    later = sign(full_badge(), ed25519(2), method("ed-2"), NOW)

    assert failing(embedded(), stands) == []
    assert failing(unparse(later), stands) == []


def test_nothing_is_said_of_a_signature_whose_issuer_is_silent(form):
    verdict = verify(form(), {LIST: site()[LIST]}.get, NOW)

    assert verdict.outcome == "unknown"
    assert {check.name for check in verdict.checks if check.outcome == "unknown"} == {
        "issuer", "signature", "revocation",
    }  # fmt: skip


def test_nothing_is_said_of_a_revocation_whose_list_is_not_there(form):
    assert outcomes(form(), {ISSUER: site()[ISSUER]})["revocation"] == "unknown"


# Forgeries: signed well, by somebody who is not the issuer.


def forged(method_name, key=None):
    return unparse(sign(full_badge(), key or ed25519(9), method_name, SIGNED_AT))


def test_a_forger_who_names_the_key_after_the_issuer_fails():
    """The hole in a verifier that takes the key from the name of the proof's method."""
    multikey = write_public(ed25519(9).public_key())

    assert failing(forged(f"{ISSUER}#{multikey}")) == ["signature"]


def test_a_forger_who_signs_with_a_key_of_their_own_fails():
    multikey = write_public(ed25519(9).public_key())

    assert failing(forged(f"did:key:{multikey}#{multikey}")) == ["signature"]


def test_a_forger_who_uses_the_name_of_the_issuers_key_fails():
    assert failing(forged(method("ed"))) == ["signature"]


def test_a_forger_with_a_document_of_their_own_fails():
    other = "did:web:elsewhere.example"
    stands = {**site(), other: issuer_document(other, [IssuerKey("ed", ed25519(9).public_key())])}

    assert failing(forged(f"{other}#ed"), stands) == ["signature"]


def test_a_forger_whose_document_says_it_is_the_issuers_fails():
    stolen = {**site(), ISSUER: issuer_document("did:web:elsewhere.example", keys())}

    assert {"issuer", "signature"} <= set(failing(embedded(), stolen))


def test_a_forger_who_brings_the_key_in_the_header_fails():
    forger = generate_private_key(65537, 2048)
    payload = {**full_badge(), **claims_of(full_badge())}
    header = {"jwk": write_jwk(forger.public_key(), method("rsa")), "typ": None}
    real = {"jwk": write_jwk(rsa().public_key(), "any"), "typ": None}

    assert failing(jwt.encode(payload, forger, "RS256", header)) == ["signature"]
    assert failing(jwt.encode(payload, rsa(), "RS256", real)) == []


@pytest.mark.parametrize(
    "kid", [method("rsa") + "x", method("ed"), "https://elsewhere.example/key.json", {"a": 1}, None]
)
def test_a_token_that_names_another_key_fails(kid):
    payload = {**full_badge(), **claims_of(full_badge())}
    _header, body, signature = jwt.encode(payload, rsa(), "RS256", {"typ": None}).split(".")
    text = ".".join([_part({"alg": "RS256", "kid": kid}), body, signature])

    assert failing(text) == ["signature"]


def _part(value):
    return urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def test_a_forger_with_the_rsa_key_of_another_fails():
    assert failing(sign_token(full_badge(), rsa(9), method("rsa"))) == ["signature"]


def test_an_issuer_that_is_a_key_is_said_to_be_no_more():
    multikey = write_public(ed25519(9).public_key())
    did = f"did:key:{multikey}"
    badge = plain_badge(issuer={"id": did, "type": ["Profile"], "name": "Weavers"})
    signed = sign(badge, ed25519(9), f"{did}#{multikey}", SIGNED_AT)

    verdict = verify(unparse(signed), {}.get, NOW)

    assert verdict.is_proven
    assert "nothing says whose" in next(c.words for c in verdict.checks if c.name == "issuer")
    assert failing(unparse(sign(badge, ed25519(8), f"{did}#{multikey}", SIGNED_AT))) == [
        "signature"
    ]


def test_a_token_may_name_its_key_as_the_issuers_document_names_it_too():
    address = "https://cop.example/issuers/1/keys/rsa.json"
    document = issuer_document(ISSUER, keys())
    document["verificationMethod"][1]["publicKeyJwk"]["kid"] = address
    text = sign_token(full_badge(), rsa(), address)

    assert failing(text) == ["signature"]
    assert failing(text, {**site(), ISSUER: document}) == []


def test_an_unsigned_badge_fails():
    assert failing(unparse(full_badge())) == ["signature"]


def test_a_proof_by_somebody_else_beside_the_issuers_does_no_harm():
    multikey = write_public(ed25519(9).public_key())
    both = sign(json.loads(embedded()), ed25519(9), f"did:key:{multikey}#{multikey}", SIGNED_AT)

    assert failing(unparse(both)) == []


def test_of_two_proofs_of_the_issuer_both_must_hold():
    both = sign(json.loads(embedded()), ed25519(9), method("ed"), SIGNED_AT)

    assert failing(unparse(both)) == ["signature"]


def test_a_changed_badge_fails_in_each_form(form):
    verdict = verify(form(), site().get, NOW)
    changed = copy.deepcopy(verdict.brought.credential)
    changed["credentialSubject"]["achievement"]["name"] = "Master"
    if verdict.brought.token is None:
        text = unparse(changed)
    else:
        header, _body, signature = verdict.brought.token.split(".")
        text = ".".join([header, _part({**changed, **claims_of(changed)}), signature])

    assert failing(text) == ["signature"]


# Whether it was taken back


def with_list(listed, signer=None, name=None):
    return {**site(), LIST: sign(listed, signer or ed25519(), name or method("ed"), SIGNED_AT)}


@pytest.mark.parametrize(
    "change",
    [
        {"issuer": "did:web:elsewhere.example"},
        {"id": "https://cop.example/issuers/1/status/2"},
        {"type": ["VerifiableCredential"]},
        {"validUntil": "2026-11-24T10:00:00Z"},
    ],
)
def test_another_list_of_revoked_badges_tells_nothing(change):
    listed = status_list(LIST, ISSUER, [], SIGNED_AT)
    assert failing(embedded(), with_list(listed)) == []

    assert failing(embedded(), with_list({**listed, **change})) == ["revocation"]


def test_a_list_well_signed_by_somebody_else_tells_nothing():
    other = "did:web:elsewhere.example"
    listed = status_list(LIST, other, [], SIGNED_AT)
    stands = with_list(listed, ed25519(9), f"{other}#ed")
    stands[other] = issuer_document(other, [IssuerKey("ed", ed25519(9).public_key())])

    assert failing(embedded(), stands) == ["revocation"]


def test_a_forged_list_tells_nothing():
    listed = status_list(LIST, ISSUER, [], SIGNED_AT)

    assert failing(embedded(), with_list(listed, ed25519(9))) == ["revocation"]
    assert failing(embedded(), {**site(), LIST: listed}) == ["revocation"]
    assert failing(embedded(), {**site(), LIST: "no list"}) == ["revocation"]


def test_a_list_as_a_token_is_read():
    listed = status_list(LIST, ISSUER, [94_567], SIGNED_AT)

    stands = {**site(), LIST: sign_token(listed, rsa(), method("rsa"))}

    assert failing(embedded(), stands) == ["revocation"]


@pytest.mark.parametrize("index", ["131072", "-1", "x", None])
def test_a_badge_without_a_place_in_the_list_is_not_proven(index):
    entry = status_entry(LIST, 0) | {"statusListIndex": index}

    assert failing(token(full_badge(status=entry))) == ["revocation"]


def test_a_badge_that_says_nothing_of_revocation_cannot_be_taken_back():
    assert failing(embedded(plain_badge())) == []


def test_a_status_of_a_kind_not_known_is_not_known():
    entry = {"id": "https://cop.example/revoked", "type": "1EdTechRevocationList"}

    assert outcomes(token(full_badge(status=entry)))["revocation"] == "unknown"


CREDENTIALS = "https://www.w3.org/2018/credentials#"


@pytest.mark.parametrize(
    ("word", "said", "check"),
    [
        ("credentialStatus", lambda value: value, "revocation"),
        (
            "validUntil",
            lambda value: {"@value": value, "@type": "http://www.w3.org/2001/XMLSchema#dateTime"},
            "dates",
        ),
    ],
)
def test_a_badge_cannot_hide_its_end_by_using_other_words(word, said, check):
    """In the graph that is signed, the address of a word says the same as the word."""
    badge = json.loads(embedded())
    stands, late = site(94_567), SIGNED_AT.replace(2029)
    assert check in failing(unparse(badge), stands, late)

    value = badge.pop(word)
    for hidden in (
        {**badge, CREDENTIALS + word: said(value)},
        {**badge, "@included": [{"id": badge["id"], word: value}]},
        {**badge, "@graph": [{"id": badge["id"], word: value}]},
        badge,
    ):
        assert "signature" in failing(unparse(hidden), stands, late)


def test_no_two_words_of_the_contexts_say_what_is_looked_for():
    def said(value):
        if isinstance(value, dict):
            for word, meaning in value.items():
                address = meaning.get("@id") if isinstance(meaning, dict) else meaning
                if isinstance(address, str) and not word.startswith("@"):
                    yield word, address.replace("cred:", CREDENTIALS)
                yield from said(meaning)
        elif isinstance(value, list):
            for item in value:
                yield from said(item)

    words = {
        "credentialStatus", "validFrom", "validUntil", "issuanceDate", "expirationDate", "issuer",
        "credentialSubject",
    }  # fmt: skip
    pairs = {
        pair
        for path in set(FILES.values())
        for pair in said(json.loads((FOLDER / path).read_text()))
    }
    meant = {
        (word, address)
        for word, address in pairs
        if address in {CREDENTIALS + word for word in words}
    }

    assert meant == {(word, CREDENTIALS + word) for word in words}


# Shape


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (["type"], "type"),
        (["credentialSubject", "achievement"], "achievement"),
        (["credentialSubject", "achievement", "name"], "achievement.name"),
        (["credentialSubject", "achievement", "criteria"], "achievement.criteria"),
        (["credentialSubject", "achievement", "criteria", "narrative"], "achievement.criteria"),
    ],
)
def test_a_badge_that_lacks_something_is_told_what(path, words):
    badge = plain_badge()
    holder = badge
    for step in path[:-1]:
        holder = holder[step]
    del holder[path[-1]]

    checks = {check.name: check for check in verify(token(badge), site().get, NOW).checks}

    assert checks["badge"].outcome == "fails"
    assert words in checks["badge"].words


@pytest.mark.parametrize(
    "contexts", [None, [], "https://www.w3.org/ns/credentials/v2", [{}, {}], [["https://x"]]]
)
def test_a_badge_names_its_contexts_in_order(contexts):
    assert "badge" in failing(token(plain_badge(**{"@context": contexts})))


# What is no badge at all


@pytest.mark.parametrize(
    "what",
    [
        b"", "", " ", "a", "{}x", "[]", "7", "null", "{", "a.b.c", "....", b"\xff\xfe\0",
        '{"a": NaN}', '{"a": 1e999}', '{"a": 1, "a": 2}', '{"a": "\\ud800"}',
        '{"a":' * 41 + "1" + "}" * 41, "[" * 100_000, '{"a":[' + "1," * 20_000 + "1]}",
        '{"a":"' + "x" * 1_000_001 + '"}', b"x" * 5_000_001, '{"a": ' + "9" * 5000 + "}",
        b"<svg", b"<!DOCTYPE html><p>", b"\x89PNG\r\n\x1a\n", '{"a":"' + "\\" * 99_999,
        '{"a":' + '"\\' * 300_000,
    ],
    ids=range(27),
)  # fmt: skip
def test_what_is_no_badge_is_said_to_be_none(what):
    verdict = verify(what, site().get, NOW)

    assert [(check.name, check.outcome) for check in verdict.checks] == [("readable", "fails")]
    assert verdict.brought is None


def test_an_empty_object_fails_at_every_check_that_needs_something():
    assert failing("{}") == ["badge", "issuer", "signature", "dates"]


WORDS = [
    "@id", "@type", "@value", "@list", "@set", "@graph", "@reverse", "@included", "@language",
    "@direction", "@index", "@nest", "@json", "id", "type", "name", "proof", "issuer", "evidence",
    "credentialSubject", "urn:x",
]  # fmt: skip
ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8)
    | st.sampled_from(["@id", "@type", "@value", "_:b0", "https://x.example/", "urn:a", "type"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(WORDS), inner, max_size=3
    ),
    max_leaves=6,
)  # fmt: skip


def every_place(value, path=()):
    yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from every_place(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from every_place(inner, (*path, index))


STANDS = site()
PLACES = [path for path in every_place(json.loads(embedded())) if path]


@settings(
    max_examples=100,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(st.sampled_from(PLACES), ODD)
def test_nothing_that_somebody_brings_makes_it_break(path, odd):
    badge = json.loads(embedded())
    holder = badge
    for step in path[:-1]:
        holder = holder[step]
    if holder[path[-1]] == odd:
        return
    holder[path[-1]] = odd

    verdict = verify(json.dumps(badge), STANDS.get, NOW)

    assert verdict.checks
    if verdict.is_proven:  # another way to write the same
        assert path[-1] in {"type", "proof", 0} or isinstance(odd, list | dict)
