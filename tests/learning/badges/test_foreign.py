"""Badges that other sites signed: their issuers are asked, within bounds."""

from typing import Any

import pytest
import time_machine
from django.core.cache import caches
from django.test import Client

from core.limits import TooMany
from core.outgoing.asking import Answer
from core.outgoing.errors import NotAllowed, Unreachable
from learning.badges import foreign
from learning.badges.foreign import Asking
from learning.credentials.errors import NotKnown
from learning.credentials.issuers import IssuerKey, issuer_document
from learning.credentials.parsing import unparse
from tests.accounts.factories import UserFactory
from tests.learning.badges.factories import give, publish_badge
from tests.learning.credentials.making import (
    ISSUER,
    LIST,
    NOW,
    ed25519,
    embedded,
    full_badge,
    rsa,
    site,
    token,
)

pytestmark = pytest.mark.django_db

DOCUMENT = "https://cop.example/issuers/1/did.json"


class Elsewhere:
    """What stands at other sites, and what they were asked for."""

    def __init__(self) -> None:
        self.stands: dict[str, Any] = {}
        self.asked: list[str] = []

    def fetch(self, address: str, *_bounds: Any) -> Answer:
        self.asked.append(address)
        found = self.stands.get(address, Unreachable())
        if isinstance(found, Exception):
            raise found
        body = found if isinstance(found, str) else unparse(found)
        return Answer(200, "application/json", body.encode())


@pytest.fixture
def elsewhere(monkeypatch) -> Elsewhere:
    there = Elsewhere()
    monkeypatch.setattr(foreign, "fetch", there.fetch)
    standing = site()
    there.stands = {DOCUMENT: standing[ISSUER], LIST: standing[LIST]}
    caches["volatile"].clear()
    with time_machine.travel(NOW, tick=False):
        yield there


def shown(text: str) -> str:
    return Client().post("/verify/", {"text": text}).content.decode()


def by_api(text: str) -> dict[str, Any]:
    client = Client()
    client.force_login(UserFactory())
    sent = {"credential": text}
    return client.post("/api/v1/verifications/", sent, "application/json").json()


def outcomes(verdict: dict[str, Any]) -> dict[str, str]:
    return {check["name"]: check["outcome"] for check in verdict["checks"]}


@pytest.mark.parametrize("form", [embedded, token])
def test_a_badge_of_another_site_is_proven_by_what_its_issuer_says(elsewhere, form):
    assert "It holds" in shown(form())
    assert sorted(elsewhere.asked) == sorted([DOCUMENT, LIST])
    assert by_api(form())["outcome"] == "holds"
    assert len(elsewhere.asked) == 2  # what was said a moment before still stands
    caches["volatile"].clear()
    elsewhere.stands[LIST] = site(94567)[LIST]
    assert outcomes(by_api(form()))["revocation"] == "fails"


@pytest.mark.parametrize("form", [embedded, token])
def test_a_forged_issuer_fails(elsewhere, form):
    others = [IssuerKey("ed", ed25519(9).public_key()), IssuerKey("rsa", rsa(9).public_key())]
    own = elsewhere.stands[DOCUMENT]
    for document, said in (
        (issuer_document(ISSUER, others), None),
        (issuer_document("did:web:other.example", []), "somebody else"),
        (own | {"assertionMethod": []}, "none of those that its issuer lists"),
        (
            own | {"verificationMethod": [
                one | {"controller": "did:web:other.example"} for one in own["verificationMethod"]
            ]},
            "none of those that its issuer lists",
        ),
    ):  # fmt: skip
        caches["volatile"].clear()
        elsewhere.stands[DOCUMENT] = document
        verdict = by_api(form())
        assert verdict["outcome"] == "fails"
        assert "fails" in {outcomes(verdict)["signature"], outcomes(verdict)["issuer"]}
        assert said is None or said in str(verdict)
        assert "It does not hold" in shown(form())


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Unreachable("It did not answer in time."), "It did not answer in time."),
        (NotAllowed(), "This is no address that this site may ask."),
        ("<html>", "It is not JSON that can be read."),
    ],
)
def test_an_issuer_that_is_silent_is_not_taken_for_one_that_agrees(elsewhere, found, said):
    elsewhere.stands[DOCUMENT] = found
    verdict = by_api(embedded())
    assert verdict["outcome"] == "unknown"
    assert outcomes(verdict)["issuer"] == outcomes(verdict)["signature"] == "unknown"
    page = shown(embedded())
    assert f"What stands at {DOCUMENT} could not be had. {said}" in page
    assert "Not everything could be checked" in page
    assert elsewhere.asked.count(DOCUMENT) == 1  # and is left alone for a moment
    elsewhere.stands |= {DOCUMENT: site()[ISSUER], LIST: found}
    caches["volatile"].clear()
    verdict = by_api(embedded())
    assert (verdict["outcome"], outcomes(verdict)["revocation"]) == ("unknown", "unknown")


def test_how_much_is_asked_is_bounded(elsewhere, settings):
    settings.RATE_LIMITS = True
    entry = full_badge()["credentialStatus"]
    lists = [entry | {"statusListCredential": f"{LIST}/{n}"} for n in range(9)]
    by_api(embedded(full_badge(status=lists)))
    assert len(elsewhere.asked) <= foreign.MOST_ASKED
    for name in range(foreign.ASKING.allowed):
        with pytest.raises(NotKnown):
            Asking("user:1").resolve(f"did:web:host{name}.example")
    with pytest.raises(TooMany):
        Asking("user:1").resolve("did:web:other.example")


def test_nobody_is_asked_about_our_own(elsewhere, settings):
    award = give(publish_badge())
    assert by_api(unparse(award.credential))["outcome"] != "unknown"
    own = settings.SITE_ORIGIN.partition("://")[2].replace(":", "%3A")
    assert Asking("x").resolve(f"did:web:{own}:issuers:999") is None
    for odd in ("", "x", "did:web:", "did:key:z6Mk", "ftp://x.example/", "javascript:1"):
        assert Asking("x").resolve(odd) is None
    assert elsewhere.asked == []
