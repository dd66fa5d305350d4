import copy
import json
from datetime import timedelta
from hashlib import sha256

import pytest

from learning.credentials.canonical import canonical_graph, canonical_json
from learning.credentials.errors import BadCredential, BadKey, ProofFails
from learning.credentials.multibase import decode_z, encode_z
from learning.credentials.multikey import read_public, read_secret, write_public
from learning.credentials.proofs import check, proofs_of, sign, what_is_signed
from tests.learning.credentials.making import SIGNED_AT, ed25519, plain_badge

pytestmark = pytest.mark.usefixtures("examples")

METHOD = "did:web:cop.example:issuers:1#key-1"

# folder, document, then the endings of the files' names
SUITES = [
    ("eddsa-rdfc-2022", "DataInt", canonical_graph),
    ("Ed25519Signature2020", "EdSig", canonical_graph),
    ("eddsa-jcs-2022", "JCS", canonical_json),
]


@pytest.fixture(scope="session")
def vectors(shared_data):
    return shared_data / "vc-eddsa-vectors" / "TestVectors"


def words(path):
    return path.read_text().strip()


def key_of(proof):
    return read_public(proof["verificationMethod"].partition("#")[2])


@pytest.mark.parametrize(("suite", "ending", "canonical"), SUITES)
def test_vectors_of_w3c_hold_at_every_step(vectors, suite, ending, canonical):
    folder = vectors / suite
    signed = json.loads((folder / f"signed{ending}.json").read_text())
    unsigned = {name: value for name, value in signed.items() if name != "proof"}
    config = json.loads((folder / f"proofConfig{ending}.json").read_text())

    assert canonical(unsigned).decode() == (folder / f"canonDoc{ending}.txt").read_text()
    assert canonical(config).decode() == (folder / f"proofCanon{ending}.txt").read_text()
    assert sha256(canonical(unsigned)).hexdigest() == words(folder / f"docHash{ending}.txt")
    assert sha256(canonical(config)).hexdigest() == words(folder / f"proofHash{ending}.txt")
    data = what_is_signed(signed, signed["proof"])
    assert data.hex() == words(folder / f"combinedHash{ending}.txt")
    signature = read_secret(
        json.loads((vectors / "keyPair.json").read_text())["privateKeyMultibase"]
    ).sign(data)
    assert signature.hex() == words(folder / f"sigHex{ending}.txt")
    assert encode_z(signature) == words(folder / f"sigBTC58{ending}.txt")
    check(signed, signed["proof"], key_of(signed["proof"]))


def test_signing_gives_the_vector(vectors):
    pair = json.loads((vectors / "keyPair.json").read_text())
    unsigned = json.loads((vectors / "unsigned.json").read_text())
    wanted = json.loads((vectors / "eddsa-rdfc-2022" / "signedDataInt.json").read_text())
    created = SIGNED_AT.replace(2023, 2, 24, 23, 36, 38)
    method = f"did:key:{pair['publicKeyMultibase']}#{pair['publicKeyMultibase']}"

    signed = sign(unsigned, read_secret(pair["privateKeyMultibase"]), method, created)

    assert signed["proof"] == [wanted["proof"]]
    assert (
        write_public(read_secret(pair["privateKeyMultibase"]).public_key())
        == pair["publicKeyMultibase"]
    )


def test_the_vector_whose_context_is_not_here_holds_from_its_canonical_text_on(vectors):
    folder = vectors / "eddsa-rdfc-2022" / "employ"
    signed = json.loads((folder / "signedDataInt.json").read_text())
    data = b"".join(
        sha256((folder / f"{name}DataInt.txt").read_bytes()).digest()
        for name in ("proofCanon", "canonDoc")
    )

    assert data.hex() == words(folder / "combinedHashDataInt.txt")
    signature = decode_z(signed["proof"]["proofValue"])
    assert signature.hex() == words(folder / "sigHexDataInt.txt")
    key_of(signed["proof"]).verify(signature, data)
    with pytest.raises(BadCredential, match=r"w3id\.org/citizenship"):
        check(signed, signed["proof"], key_of(signed["proof"]))


@pytest.mark.parametrize(
    "name", ["signedProofSet1", "signedProofSet2", "signedProofChain1", "signedProofChain2"]
)
def test_sets_and_chains_of_proofs_hold(vectors, name):
    signed = json.loads((vectors / "proof-set-chain" / f"{name}.json").read_text())

    for proof in proofs_of(signed):
        check(signed, proof, key_of(proof))


def test_a_chain_does_not_hold_without_what_it_rests_on(vectors):
    signed = json.loads((vectors / "proof-set-chain" / "signedProofChain1.json").read_text())
    signed["proof"] = signed["proof"][1:]
    last = signed["proof"][-1]

    with pytest.raises(ProofFails, match="rests on"):
        check(signed, last, key_of(last))


def test_a_badge_signed_here_holds():
    signed = sign(plain_badge(), ed25519(), METHOD, SIGNED_AT)

    check(signed, signed["proof"][0], ed25519().public_key())
    assert signed["proof"][0]["created"] == "2026-11-23T10:00:00Z"


def test_a_second_signature_leaves_the_first():
    once = sign(plain_badge(), ed25519(1), METHOD, SIGNED_AT)
    twice = sign(once, ed25519(2), METHOD, SIGNED_AT)

    check(twice, twice["proof"][0], ed25519(1).public_key())
    check(twice, twice["proof"][1], ed25519(2).public_key())


def places(value, path=()):
    """The way to each text in a document."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from places(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from places(inner, (*path, index))
    else:
        yield path


@pytest.mark.parametrize(
    "path", [*places(sign(plain_badge(), ed25519(), METHOD, SIGNED_AT))], ids=str
)
def test_no_word_of_a_signed_badge_can_be_changed(path):
    signed = copy.deepcopy(sign(plain_badge(), ed25519(), METHOD, SIGNED_AT))
    holder = signed
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] += "x"

    with pytest.raises(BadCredential):
        check(signed, signed["proof"][0], ed25519().public_key())


@pytest.mark.parametrize("path", [*places(plain_badge())], ids=str)
def test_no_word_of_a_signed_badge_can_be_left_out(path):
    signed = copy.deepcopy(sign(plain_badge(), ed25519(), METHOD, SIGNED_AT))
    holder = signed
    for step in path[:-1]:
        holder = holder[step]
    del holder[path[-1]]

    with pytest.raises(BadCredential):
        check(signed, signed["proof"][0], ed25519().public_key())


def test_nothing_can_be_added_to_a_signed_badge():
    signed = sign(plain_badge(), ed25519(), METHOD, SIGNED_AT)

    for more in (
        {"grade": "A"},
        {"validUntil": "2036-11-23T10:00:00Z"},
        {"evidence": [{"id": "urn:x"}]},
    ):
        with pytest.raises(BadCredential):
            check({**signed, **more}, signed["proof"][0], ed25519().public_key())


def test_another_key_does_not_fit():
    signed = sign(plain_badge(), ed25519(1), METHOD, SIGNED_AT)

    with pytest.raises(ProofFails):
        check(signed, signed["proof"][0], ed25519(2).public_key())


@pytest.mark.parametrize(
    "change",
    [
        {"cryptosuite": "ecdsa-rdfc-2019"},
        {"type": "Ed25519Signature2018"},
        {"proofPurpose": "authentication"},
        {"proofValue": None},
        {"proofValue": "z"},
        {"proofValue": "z0OIl"},
        {"proofValue": "z" + "2" * 100_000},
        {"created": "2026-11-24T10:00:00Z"},
        {"previousProof": "urn:uuid:none"},
        {"previousProof": [7]},
        {"type": ["DataIntegrityProof"]},
    ],
)
def test_another_proof_does_not_fit(change):
    signed = sign(plain_badge(), ed25519(), METHOD, SIGNED_AT)

    with pytest.raises(BadCredential):
        check(signed, {**signed["proof"][0], **change}, ed25519().public_key())


@pytest.mark.parametrize("proof", ["z123", [7], [{}] * 9, [[{}]]])
def test_proofs_that_are_none_are_refused(proof):
    with pytest.raises(ProofFails):
        proofs_of({"proof": proof})


def test_a_proof_is_made_at_a_moment_with_a_zone():
    with pytest.raises(ValueError, match="zone"):
        sign(plain_badge(), ed25519(), METHOD, SIGNED_AT.replace(tzinfo=None))
    later = sign(plain_badge(), ed25519(), METHOD, SIGNED_AT + timedelta(microseconds=5))
    assert later["proof"][0]["created"] == "2026-11-23T10:00:00Z"


@pytest.mark.parametrize("data", [b"", b"\0", b"\0\0a", b"hello", bytes(range(64))])
def test_base58_there_and_back(data):
    assert decode_z(encode_z(data)) == data


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "z6Mk",
        "u7QE",
        encode_z(b"\x80\x24" + b"\2" * 33),
        encode_z(b"\xed\x01" + b"\2" * 31),
    ],
)
def test_keys_of_another_kind_are_refused(text):
    with pytest.raises((BadKey, BadCredential)):
        read_public(text)
