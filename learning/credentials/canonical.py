"""One spelling for all ways to write a document, since a signature is over bytes.

RDFC-1.0 reads a document as a graph; JCS only orders its JSON. A graph leaves out what no context
defines and what has no full address. Left out is unsigned, so a document with such a thing is
refused: otherwise anybody could add to a badge.
"""

import re
from collections.abc import Iterator
from typing import Any, NoReturn

from c14n.Canonicalize import canonicalize
from django.utils.translation import gettext as _
from pyld.canon import URDNA2015
from pyld.context_resolver import ContextResolver
from pyld.jsonld import JsonLdError, JsonLdProcessor

from learning.credentials.contexts import load, path_of
from learning.credentials.errors import BadCredential, UnsignedTerm

# Nodes without an address are told apart by trying orders, of which there can be too many to try.
# A badge has a handful of such nodes, each different.
MOST_ALIKE = 6
MOST_STEPS = 500

# A text may say in which language it is.
LANGUAGE_WORDS = {"@value", "@language", "@direction"}

# An address as RDF has it, which also ends no line and no bracket of N-Quads early.
_ADDRESS = re.compile(r"""[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|\\^`\s]*""")
_LABEL = re.compile(r"_:[A-Za-z0-9_-]+")
_LANGUAGE = re.compile(r"(?:[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)?")

# What pyld has made of the contexts on disk, once for the process. No others get in.
_contexts: dict[str, Any] = {}


def canonical_graph(document: dict[str, Any]) -> bytes:
    """Sorted N-Quads, by RDFC-1.0."""
    _only_words_of_known_contexts(document)
    try:
        dataset = _dataset(document)
    except JsonLdError as error:
        raise BadCredential(
            _("It is not JSON-LD that can be read: %(why)s") % {"why": _innermost(error)}
        ) from error
    return _Bounded().main(dataset, {"format": "application/n-quads"}).encode()


def canonical_json(document: dict[str, Any]) -> bytes:
    """RFC 8785."""
    return canonicalize(document)


def _dataset(document: dict[str, Any]) -> dict[str, Any]:
    processor = JsonLdProcessor(on_property_dropped=_refuse)
    options = {
        "base": None,  # or pyld gives what has no full address one of its own
        "documentLoader": load,
        "contextResolver": ContextResolver(_contexts, load),
        "processingMode": "json-ld-1.1",
    }
    expanded = processor.expand(document, options)
    _only_full_addresses(expanded)
    return processor.to_rdf(expanded, options)


def _refuse(term: str | None) -> NoReturn:
    raise UnsignedTerm(
        _("It says something that its contexts do not define, so nothing signs it: %(term)s")
        % {"term": str(term)[:200]}
    )


def _only_full_addresses(expanded: Any) -> None:
    """What has no full address, or is said by a word without one, is not in the graph."""
    if isinstance(expanded, list):
        for item in expanded:
            _only_full_addresses(item)
    elif isinstance(expanded, dict):
        for name in _names(expanded):
            if not _ADDRESS.fullmatch(name):
                _refuse(name)
        if not _LANGUAGE.fullmatch(expanded.get("@language", "")):
            _refuse(expanded["@language"])
        if expanded.get("@type") != "@json":
            for value in expanded.values():
                _only_full_addresses(value)


def _names(node: dict[str, Any]) -> Iterator[str]:
    yield from (word for word in node if not word.startswith("@"))
    kinds = node.get("@type", [])
    called = [node.get("@id", "_:b"), *([kinds] if isinstance(kinds, str) else kinds)]
    yield from (name for name in called if name != "@json" and not _LABEL.fullmatch(name))


def _only_words_of_known_contexts(document: Any) -> None:
    """Each thing said by the one word for it, and each context named by its address.

    In a graph a full address says the same as the word that stands for it. Whoever asks when a
    badge ends looks for the word; written as the address, the end would be hidden and still signed.
    """
    if isinstance(document, list):
        for item in document:
            _only_words_of_known_contexts(item)
    elif isinstance(document, dict):
        for key, value in document.items():
            if key == "@context":
                for url in value if isinstance(value, list) else [value]:
                    path_of(url)
            elif (
                key.startswith("@") and not ("@value" in document and key in LANGUAGE_WORDS)
            ) or ":" in key:
                _refuse(key)
            else:
                _only_words_of_known_contexts(value)


def _innermost(error: BaseException) -> str:
    while error.__cause__ is not None:
        error = error.__cause__
    return str(error)[:200]


class _Bounded(URDNA2015):
    def __init__(self) -> None:
        super().__init__()
        self.steps = 0

    def hash_n_degree_quads(self, id_: str, issuer: Any) -> dict[str, Any]:
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise BadCredential(_("It is too tangled to be put in order."))
        return super().hash_n_degree_quads(id_, issuer)

    def create_hash_to_related(self, id_: str, issuer: Any) -> dict[str, list[str]]:
        related = super().create_hash_to_related(id_, issuer)
        if any(len(alike) > MOST_ALIKE for alike in related.values()):
            raise BadCredential(_("It has too many parts that nothing tells apart."))
        return related
