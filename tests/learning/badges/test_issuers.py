"""Who signs for a community: its keys, how they follow each other, and what the world is shown."""

import json
from io import StringIO

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from accounts.sealing import open_sealed
from communities.models import Role
from communities.models.community import Visibility
from learning.badges.models.issuer import Issuer
from learning.badges.models.signing_key import SEALED_FOR, SigningKey
from learning.credentials.issuers import method_named
from learning.credentials.jwk import read_jwk
from tests.communities.factories import CommunityFactory, join
from tests.learning.test_workshops import as_user, text
from tests.racing import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def issuer() -> Issuer:
    return Issuer.objects.of(CommunityFactory())


def read(address: str):
    response = Client().get(address)
    assert response.status_code == 200
    assert response["Access-Control-Allow-Origin"] == "*"
    return response.json()


def test_a_community_is_one_issuer_named_by_where_its_document_is(issuer, settings):
    assert Issuer.objects.of(issuer.community) == issuer
    assert issuer.did == f"did:web:{issuer.host.replace(':', '%3A')}:issuers:{issuer.pk}"
    settings.SITE_ORIGIN = "https://moved.example"
    assert Issuer.objects.get(pk=issuer.pk).did == issuer.did


def test_keys_are_made_on_first_use_and_listed_with_their_addresses(issuer):
    assert read(f"{issuer.address}did.json")["verificationMethod"] == []
    secrets = issuer.secrets()
    assert {kind: secret.key.name for kind, secret in issuer.secrets().items()} == {
        "ed25519": "ed25519-1",
        "rs256": "rs256-1",
    }
    document = read(f"{issuer.address}did.json")
    for secret in secrets.values():
        assert method_named(document, issuer.did, secret.method)
        assert secret.method in document["assertionMethod"]
    rsa = read(f"{issuer.address}keys/rs256-1.json")
    assert read_jwk(rsa).public_numbers() == secrets["rs256"].private.public_key().public_numbers()
    assert rsa["kid"] == secrets["rs256"].method
    assert read(f"{issuer.address}keys.json")["keys"] == [rsa]
    assert read(f"{issuer.address}keys/ed25519-1.json")["crv"] == "Ed25519"
    assert Client().get(f"{issuer.address}keys/rs256-2.json").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_who_sign_first_make_one_pair_of_each_kind():
    issuer = Issuer.objects.of(CommunityFactory())
    first, second = race(issuer.secrets, issuer.secrets)
    assert {key.key.pk for key in first.values()} == {key.key.pk for key in second.values()}
    assert issuer.keys.count() == 2


def test_a_key_that_is_followed_stays_listed_and_loses_its_secret(issuer):
    issuer.secrets()
    issuer.rotate()
    old, new = issuer.keys.filter(kind="ed25519").in_order()
    assert (old.sealed, bool(old.retired_at), new.retired_at) == ("", True, None)
    assert open_sealed(new.sealed, SEALED_FOR).startswith("-----BEGIN PRIVATE KEY")
    methods = read(f"{issuer.address}did.json")["verificationMethod"]
    assert ["expires" in one for one in methods] == [True, False, True, False]
    assert issuer.secrets()["ed25519"].key == new


def test_a_key_that_is_revoked_says_so_and_is_followed_when_next_needed(issuer):
    issuer.secrets()
    first = issuer.revoke("rs256-1")
    assert issuer.revoke("rs256-1") == first
    [revoked] = [
        one for one in read(f"{issuer.address}did.json")["verificationMethod"] if "revoked" in one
    ]
    assert revoked["id"].endswith("#rs256-1")
    assert Client().get(f"{issuer.address}keys/rs256-1.json").status_code == 404
    assert read(f"{issuer.address}keys.json") == {"keys": []}
    assert issuer.secrets()["rs256"].key.name == "rs256-2"


def test_the_command_lists_rotates_and_revokes(issuer):
    issuer.secrets()
    slug = issuer.community.slug

    def run(*words: str) -> str:
        out = StringIO()
        call_command("badge_keys", *words, stdout=out)
        return out.getvalue()

    assert "rs256-1, made" in run("list")
    assert "rs256-2" in run("rotate", "--community", slug)
    assert "revoked" in run("revoke", "--community", slug, "--key", "rs256-1")
    with pytest.raises(CommandError, match="no key"):
        run("revoke", "--community", slug, "--key", "rs256-9")
    with pytest.raises(CommandError, match="Say which"):
        run("revoke", "--key", "rs256-1")
    with pytest.raises(CommandError, match="no community"):
        run("list", "--community", "nowhere")


def test_no_secret_is_shown_anywhere(issuer, settings, capfd):
    secrets = issuer.secrets()
    operator = join(issuer.community, role=Role.OWNER)
    operator.is_staff = operator.is_superuser = True
    operator.save()
    key = issuer.keys.get(kind="ed25519")
    pem = open_sealed(key.sealed, SEALED_FOR)
    hidden = [pem.splitlines()[1], key.sealed]
    shown = [repr(secrets), str(secrets), repr(key), json.dumps(read(f"{issuer.address}did.json"))]
    client = as_user(operator)
    for address in (
        issuer.address,
        f"{issuer.address}keys/ed25519-1.json",
        f"/operate/learning/signingkey/{key.pk}/change/",
        "/operate/learning/signingkey/",
    ):
        response = client.get(address)
        assert response.status_code == 200, address
        shown += [text(response)]
    call_command("badge_keys", "list")
    shown += capfd.readouterr()
    assert isinstance(secrets["ed25519"].private.public_key(), Ed25519PublicKey)
    for words in shown:
        assert not any(one in words for one in hidden)


def test_the_page_is_for_who_may_know_of_the_community():
    open_to_all = Issuer.objects.of(CommunityFactory())
    assert "Nothing is signed yet" in text(Client().get(open_to_all.address))
    secret = Issuer.objects.of(CommunityFactory(visibility=Visibility.SECRET))
    assert Client().get(secret.address).status_code == 404
    assert as_user(join(secret.community)).get(secret.address).status_code == 200
    document = read(f"{secret.address}did.json")
    assert secret.community.name not in json.dumps(document)
    assert secret.community.slug not in json.dumps(document)


def test_the_database_keeps_one_current_key_of_a_kind(issuer):
    issuer.secrets()
    with pytest.raises(Exception, match="signing_key_one_of_a_kind"):
        SigningKey.objects.make(issuer, "ed25519")
