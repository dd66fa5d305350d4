"""Data Integrity proofs: a signature that stands in the document that it signs.

Made as ``eddsa-rdfc-2022``; read also as ``eddsa-jcs-2022`` and as ``Ed25519Signature2020``, which
came before. All sign the hash of the proof without its value, then the hash of the document without
its proofs.
"""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.utils.translation import gettext as _

from learning.credentials.canonical import canonical_graph, canonical_json
from learning.credentials.errors import ProofFails
from learning.credentials.moments import write_moment
from learning.credentials.multibase import decode_z, encode_z

Document = dict[str, Any]

SUITE = "eddsa-rdfc-2022"
PURPOSE = "assertionMethod"
MOST_PROOFS = 8

CANONICAL: dict[tuple[Any, Any], Callable[[Document], bytes]] = {
    ("DataIntegrityProof", SUITE): canonical_graph,
    ("DataIntegrityProof", "eddsa-jcs-2022"): canonical_json,
    ("Ed25519Signature2020", None): canonical_graph,
}


def sign(document: Document, key: Ed25519PrivateKey, method: str, created: datetime) -> Document:
    """The document with one more proof; ``method`` is the key's address at its issuer."""
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": write_moment(created),
        "verificationMethod": method,
        "proofPurpose": PURPOSE,
    }
    proof["proofValue"] = encode_z(key.sign(what_is_signed(document, proof)))
    return {**document, "proof": [*proofs_of(document), proof]}


def check(document: Document, proof: Document, key: Ed25519PublicKey) -> None:
    """Raise unless the holder of ``key`` signed the document as it stands."""
    signature = decode_z(proof.get("proofValue"))
    try:
        key.verify(signature, what_is_signed(document, proof))
    except InvalidSignature as error:
        raise ProofFails from error


def proofs_of(document: Document) -> list[Document]:
    proofs = document.get("proof", [])
    proofs = proofs if isinstance(proofs, list) else [proofs]
    if len(proofs) > MOST_PROOFS or not all(isinstance(proof, dict) for proof in proofs):
        raise ProofFails(_("Its signatures are not written as signatures are."))
    return proofs


def what_is_signed(document: Document, proof: Document) -> bytes:
    canonical = next((CANONICAL[suite] for suite in CANONICAL if suite == _suite_of(proof)), None)
    if canonical is None:
        raise ProofFails(_("It is signed in a way that is not known here."))
    if proof.get("proofPurpose") != PURPOSE:
        raise ProofFails(_("Its signature was made for something else than to assert it."))
    unsigned = {name: value for name, value in document.items() if name != "proof"}
    if earlier := _earlier(document, proof):
        unsigned["proof"] = earlier
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    if canonical is canonical_json and "@context" in options:
        unsigned["@context"] = _agreed(document, options)
    elif "@context" in unsigned:
        options["@context"] = unsigned["@context"]
    return _hash(canonical, options) + _hash(canonical, unsigned)


def _suite_of(proof: Document) -> tuple[Any, Any]:
    return proof.get("type"), proof.get("cryptosuite")


def _hash(canonical: Callable[[Document], bytes], document: Document) -> bytes:
    return sha256(canonical(document)).digest()


def _earlier(document: Document, proof: Document) -> list[Document]:
    """The proofs that this one was put on top of, which it signs too."""
    names = proof.get("previousProof", [])
    names = names if isinstance(names, list) else [names]
    if not all(isinstance(name, str) for name in names):
        raise ProofFails(_("Its signature rests on one that is not there."))
    named = {each["id"]: each for each in proofs_of(document) if isinstance(each.get("id"), str)}
    if missing := set(names) - set(named):
        raise ProofFails(
            _("Its signature rests on one that is not there: %(name)s")
            % {"name": min(missing)[:200]}
        )
    return [each for name, each in named.items() if name in names]


def _agreed(document: Document, options: Document) -> Any:
    """The contexts at signing; more may have been added behind them since."""
    said, signed = (_list(each.get("@context")) for each in (document, options))
    if said[: len(signed)] != signed:
        raise ProofFails(_("It was signed with other contexts than it names."))
    return options["@context"]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
