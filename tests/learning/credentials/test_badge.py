import pytest

from learning.credentials.badge import Achievement, Issuer, write_badge
from learning.credentials.canonical import canonical_graph
from learning.credentials.errors import BadCredential
from learning.credentials.identity import hash_address, is_named, write_identity
from learning.credentials.moments import read_moment
from learning.credentials.shape import check_shape
from tests.learning.credentials.making import SIGNED_AT, full_badge


def test_a_badge_is_written_as_the_standard_says():
    assert full_badge() == {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "https://cop.example/credentials/3527",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {
            "id": "did:web:cop.example:issuers:1",
            "type": ["Profile"],
            "name": "Weavers “of the loom”",
            "url": "https://cop.example/c/weavers/",
        },
        "validFrom": "2026-11-23T10:00:00Z",
        "validUntil": "2028-11-23T10:00:00Z",
        "name": "Mentor",
        "credentialSubject": {
            "id": "urn:uuid:9a2f3b6e-4f0c-4b0e-8f2b-6f0d8f1c2a3b",
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "identityType": "emailAddress",
                    "hashed": True,
                    "salt": "R4nd0m",
                    "identityHash": hash_address("amina@example.org", "R4nd0m"),
                }
            ],
            "achievement": {
                "id": "https://cop.example/achievements/9",
                "type": ["Achievement"],
                "name": "Mentor",
                "description": "Taught two who teach now.",
                "criteria": {"narrative": "Two members named them ]]> and <b>said</b> so."},
                "image": {"id": "https://cop.example/achievements/9.png", "type": "Image"},
                "alignment": [
                    {
                        "type": ["Alignment"],
                        "targetName": "teach",
                        "targetUrl": "http://data.europa.eu/esco/skill/1",
                        "targetFramework": "ESCO",
                    }
                ],
            },
        },
        "evidence": [
            {
                "id": "https://cop.example/a/77",
                "type": ["Evidence"],
                "name": "An accepted answer",
            }
        ],
        "credentialStatus": {
            "id": "https://cop.example/issuers/1/status/1#94567",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": "94567",
            "statusListCredential": "https://cop.example/issuers/1/status/1",
        },
    }


def test_what_is_not_known_is_left_out():
    badge = write_badge(
        id="https://cop.example/credentials/1",
        issuer=Issuer("did:web:cop.example", "Weavers"),
        achievement=Achievement(
            "https://cop.example/achievements/1", "Mentor", "Taught.", "Two said so."
        ),
        subject="urn:uuid:1",
        valid_from=SIGNED_AT,
    )

    check_shape(badge)
    assert canonical_graph(badge)
    assert set(badge) == {
        "@context",
        "id",
        "type",
        "issuer",
        "validFrom",
        "name",
        "credentialSubject",
    }
    assert set(badge["credentialSubject"]["achievement"]) == {
        "id",
        "type",
        "name",
        "description",
        "criteria",
    }


def test_all_that_a_badge_can_say_is_defined_by_its_contexts():
    check_shape(full_badge())
    assert canonical_graph(full_badge())


def test_addresses_are_hashed_as_the_standard_shows():
    hashed = hash_address("a@example.com", "Kosher")

    assert hashed.startswith("sha256$b5809d8a")
    assert hashed.endswith("ef399")


def test_a_badge_names_one_person_and_no_other():
    subject = full_badge()["credentialSubject"]

    assert is_named(subject, "amina@example.org")
    assert not is_named(subject, "marta@example.org")
    assert not is_named({}, "amina@example.org")


@pytest.mark.parametrize(
    "odd", [7, "x", [7], {"identityHash": 7}, {"identityType": "emailAddress"}]
)
def test_odd_identities_name_nobody(odd):
    assert not is_named({"identifier": odd}, "x")


def test_an_address_that_is_not_hashed_is_compared():
    plain = {
        **write_identity("amina@example.org", ""),
        "hashed": False,
        "identityHash": "amina@example.org",
    }

    assert is_named({"identifier": plain}, "amina@example.org")


@pytest.mark.parametrize(
    "text", ["2026-11-23T11:00:00+01:00", "2026-11-23T10:00:00.25Z", "2026-11-23t10:00:00z"]
)
def test_moments_are_read_in_any_zone(text):
    assert read_moment(text) == SIGNED_AT


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-23",
        "2026-11-23T10:00:00",
        "2026-13-23T10:00:00Z",
        "",
        None,
        7,
        "２026-11-23T10:00:00Z",
    ],
)
def test_moments_without_a_zone_are_none(text):
    with pytest.raises(BadCredential):
        read_moment(text)
