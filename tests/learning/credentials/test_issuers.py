from datetime import timedelta

import pytest

from learning.credentials.did_web import address_of, did_of
from learning.credentials.errors import BadCredential, BadKey
from learning.credentials.issuers import (
    IssuerKey,
    check_dates,
    issuer_document,
    key_set,
    method_named,
)
from learning.credentials.jwk import read_jwk
from tests.learning.credentials.making import ISSUER, NOW, SIGNED_AT, ed25519, keys, method, rsa


@pytest.mark.parametrize(
    ("parts", "did", "address"),
    [
        (["cop.example"], "did:web:cop.example", "https://cop.example/.well-known/did.json"),
        (
            ["cop.example", "issuers", "1"],
            "did:web:cop.example:issuers:1",
            "https://cop.example/issuers/1/did.json",
        ),
        (
            ["COP.example:8000", "issuers", "1"],
            "did:web:cop.example%3A8000:issuers:1",
            "https://cop.example:8000/issuers/1/did.json",
        ),
    ],
)
def test_an_issuer_is_named_by_where_its_document_is(parts, did, address):
    assert did_of(*parts) == did
    assert address_of(did) == address


@pytest.mark.parametrize(
    "did",
    [
        "did:key:z6Mk", "did:web:", "did:web:a b", "did:web:cop.example:..:secret",
        "did:web:cop.example:a%2F..", "did:web:evil%40cop.example", "did:web:cop.example%2Fa",
        "did:web:cop.example:", "did:web:cop.example#a", "https://cop.example/",
    ],
)  # fmt: skip
def test_what_names_no_document_is_refused(did):
    with pytest.raises(BadCredential):
        address_of(did)


def test_the_document_lists_each_key_under_its_full_name():
    document = issuer_document(ISSUER, keys(), ["https://cop.example/c/weavers/"])

    assert document["id"] == ISSUER
    assert document["assertionMethod"] == [method("ed"), method("rsa")]
    embedded, around = document["verificationMethod"]
    assert embedded["publicKeyMultibase"].startswith("z6Mk")
    assert embedded["controller"] == ISSUER
    assert read_jwk(around["publicKeyJwk"]).public_numbers() == rsa().public_key().public_numbers()
    assert document["alsoKnownAs"] == ["https://cop.example/c/weavers/"]


def test_the_key_set_has_the_rsa_keys_that_still_count():
    revoked = IssuerKey("old", rsa(2).public_key(), revoked=SIGNED_AT)

    assert [key["kid"] for key in key_set(ISSUER, [*keys(), revoked])["keys"]] == [method("rsa")]


def test_a_retired_key_stays_listed_with_the_day():
    document = issuer_document(ISSUER, keys(retired=SIGNED_AT))

    assert method_named(document, ISSUER, method("ed"))["expires"] == "2026-11-23T10:00:00Z"


def test_a_retired_key_holds_for_what_it_signed_before():
    old = method_named(issuer_document(ISSUER, keys(retired=SIGNED_AT)), ISSUER, method("ed"))

    check_dates(old, SIGNED_AT, NOW)
    for late in (SIGNED_AT + timedelta(seconds=1), None):
        with pytest.raises(BadKey):
            check_dates(old, late, NOW)


def test_a_revoked_key_holds_for_nothing():
    lost = method_named(issuer_document(ISSUER, keys(revoked=SIGNED_AT)), ISSUER, method("ed"))

    check_dates(lost, SIGNED_AT - timedelta(days=9), SIGNED_AT - timedelta(seconds=1))
    with pytest.raises(BadKey):
        check_dates(lost, SIGNED_AT - timedelta(days=9), NOW)


def without(document, name):
    return {key: value for key, value in document.items() if key != name}


@pytest.mark.parametrize(
    "change",
    [
        lambda document: {**document, "id": "did:web:elsewhere.example"},
        lambda document: without(document, "id"),
        lambda document: without(document, "assertionMethod"),
        lambda document: without(document, "verificationMethod"),
        lambda document: {**document, "assertionMethod": [method("rsa")]},
        lambda document: {**document, "assertionMethod": 7, "authentication": [method("ed")]},
        lambda document: {
            **document,
            "verificationMethod": [
                {**each, "controller": "did:web:elsewhere.example"}
                for each in document["verificationMethod"]
            ],
        },
    ],
)
def test_a_key_that_the_document_does_not_list_for_this_is_refused(change):
    document = issuer_document(ISSUER, keys())
    assert method_named(document, ISSUER, method("ed"))

    with pytest.raises(BadKey):
        method_named(change(document), ISSUER, method("ed"))


def test_short_names_and_keys_written_out_are_read():
    ed = issuer_document(ISSUER, keys())["verificationMethod"][0]
    short = {"id": ISSUER, "verificationMethod": [{**ed, "id": "#ed"}], "assertionMethod": ["#ed"]}
    written_out = {"id": ISSUER, "assertionMethod": [ed]}

    assert method_named(short, ISSUER, method("ed")) == ed
    assert method_named(written_out, ISSUER, method("ed")) == ed


def test_a_key_without_a_name_is_nobodys():
    with pytest.raises(BadKey):
        method_named({"id": ISSUER, "assertionMethod": [{"type": "Multikey"}]}, ISSUER, None)
    assert ed25519()  # the key is not what is wrong
