import json
import re
import socket

import pytest

from learning.credentials.canonical import canonical_graph
from learning.credentials.contexts import FILES, FOLDER, OPEN_BADGES, VC_2, load
from learning.credentials.errors import UnknownContext
from tests.learning.credentials.making import plain_badge


@pytest.mark.parametrize("url", FILES)
def test_each_known_context_is_on_disk(url):
    answer = load(url)

    assert "@context" in answer["document"]
    assert answer["documentUrl"] == url


def test_no_file_lies_there_for_nothing():
    kept = {path.name for path in FOLDER.iterdir() if "json" in path.suffix}

    assert kept == set(FILES.values())


def test_each_file_is_of_a_package_with_version_and_licence():
    table = (FOLDER / "README.md").read_text()

    for name in FILES.values():
        [row] = [line for line in table.splitlines() if f"`{name}`" in line]
        assert re.search(r"\| (npm|PyPI) `\S+` \| \d+\.\d+\.\d+ \|", row)
        licence = re.search(r"\((licences/\S+)\)", row)
        assert licence
        assert (FOLDER / licence[1]).read_text().strip()


@pytest.mark.parametrize("name", FILES.values())
def test_they_say_what_1edtech_reads_them_to_say(shared_data, name):
    theirs = shared_data / "ob3" / "contexts" / name

    assert json.loads((FOLDER / name).read_text()) == json.loads(theirs.read_text())


def test_known_contexts_name_only_known_contexts():
    def named(value):
        if isinstance(value, dict):
            for key, inner in value.items():
                if key == "@context":
                    yield from (
                        url
                        for url in [inner, *(inner or [])]
                        if isinstance(url, str) and ":" in url
                    )
                yield from named(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from named(inner)

    for path in set(FILES.values()):
        assert set(named(json.loads((FOLDER / path).read_text()))) <= set(FILES)


@pytest.mark.parametrize(
    "context",
    [
        "https://elsewhere.example/context.json",
        "http://www.w3.org/ns/credentials/v2",
        "https://www.w3.org/ns/credentials/v2/",
        "https://www.w3.org/ns/credentials/v2#",
        "file:///etc/passwd",
        "../../../../etc/passwd",
        "credentials-v2.jsonld",
        "",
    ],
)
def test_any_other_context_is_refused_and_not_fetched(context):
    with pytest.raises(UnknownContext):
        load(context)
    with pytest.raises(UnknownContext):
        canonical_graph(plain_badge(**{"@context": [VC_2, OPEN_BADGES, context]}))


def test_nothing_is_asked_of_the_network(monkeypatch):
    def refuse(*args):
        raise AssertionError(f"asked the network: {args}")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)

    assert canonical_graph(plain_badge())
    with pytest.raises(UnknownContext):
        canonical_graph(plain_badge(**{"@context": [VC_2, "https://elsewhere.example/"]}))


@pytest.mark.parametrize("context", [{"name": "https://e.example/x"}, None, 7, [VC_2]])
def test_contexts_written_into_the_document_are_refused(context):
    with pytest.raises(UnknownContext):
        canonical_graph(plain_badge(**{"@context": [VC_2, OPEN_BADGES, context]}))


def test_contexts_deep_inside_are_refused_too():
    badge = plain_badge()
    badge["credentialSubject"]["achievement"]["@context"] = "https://elsewhere.example/"

    with pytest.raises(UnknownContext):
        canonical_graph(badge)
