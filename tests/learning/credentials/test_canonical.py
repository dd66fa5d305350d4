import pytest

from learning.credentials.canonical import canonical_graph, canonical_json
from learning.credentials.contexts import OPEN_BADGES, VC_2
from learning.credentials.errors import BadCredential, UnsignedTerm
from tests.learning.credentials.conftest import EXAMPLES
from tests.learning.credentials.making import plain_badge

# From the guide of 1EdTech to implementing Open Badges 3.0.
GUIDE = """\
<did:example:ebfeb1f712ebc6f1c276e12ec21> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://purl.imsglobal.org/spec/vc/ob/vocab.html#AchievementSubject> .
<did:example:ebfeb1f712ebc6f1c276e12ec21> <https://purl.imsglobal.org/spec/vc/ob/vocab.html#achievement> <https://example.com/achievements/1> .
"""  # noqa: E501


def test_the_words_of_open_badges_have_their_addresses():
    document = {
        "@context": [VC_2, OPEN_BADGES],
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "credentialSubject": {
            "id": "did:example:ebfeb1f712ebc6f1c276e12ec21",
            "type": ["AchievementSubject"],
            "achievement": {"id": "https://example.com/achievements/1"},
        },
    }

    assert canonical_graph(document).decode().startswith(GUIDE)


def test_the_order_in_which_it_is_written_does_not_matter():
    badge = plain_badge()
    turned = dict(reversed(badge.items()))

    assert canonical_graph(turned) == canonical_graph(badge)
    assert canonical_json(turned) == canonical_json(badge)


def test_each_word_of_a_badge_is_in_the_graph():
    def texts(value):
        if isinstance(value, dict):
            for key, inner in value.items():
                if key not in {"@context", "type"}:
                    yield from texts(inner)
        else:
            yield value

    graph = canonical_graph(plain_badge()).decode()

    assert [text for text in texts(plain_badge()) if text not in graph] == []


@pytest.mark.parametrize(
    "unsigned",
    [
        {"grade": "A"},
        {"type": ["VerifiableCredential", "OpenBadgeCredential", "Honours"]},
        {"id": "credentials/1"},
        {"id": "https://cop.example/1\n"},
        {"id": "https://cop.example/a> <b"},
        {"id": "https://cop.example/<b>"},
        {"evidence": [{"id": "77", "type": ["Evidence"]}]},
        {"_:grade": "A"},
        {"name": {"@value": "Mentor", "@language": "en\n_:b"}},
        {"@graph": [{"grade": "A"}]},
        {"https://schema.org/description": "A"},
        {"schema:description": "A"},
        {"@included": [{"id": "urn:x", "name": "A"}]},
        {"@type": ["VerifiableCredential"]},
        {"name": {"@value": "Mentor", "@index": "A"}},
        {"name": {"@language": "en"}},
        {"credentialSubject": {"id": "urn:x", "type": ["AchievementSubject"], "grade": None}},
    ],
)
def test_what_a_signature_would_not_cover_is_refused(unsigned):
    canonical_graph(plain_badge())

    with pytest.raises(UnsignedTerm):
        canonical_graph(plain_badge(**unsigned))


@pytest.mark.parametrize(
    "broken",
    [
        {"id": 7},
        {"type": {"a": 1}},
        {"@context": [OPEN_BADGES, VC_2, OPEN_BADGES], "name": {"@value": [1]}},
    ],
)
def test_what_is_no_json_ld_is_refused(broken):
    with pytest.raises(BadCredential):
        canonical_graph(plain_badge(**broken))


def test_a_text_may_say_its_language():
    named = {"@value": "Mentorin", "@language": "de"}

    assert b'"Mentorin"@de ' in canonical_graph(plain_badge(name=named))


def test_parts_may_be_alike():
    alike = plain_badge(evidence=[{"type": ["Evidence"], "narrative": "An answer."}] * 9)
    nameless = {name: value for name, value in alike.items() if name != "id"}

    assert canonical_graph(alike).count(b"An answer.") == 9
    assert canonical_graph(nameless).count(b"An answer.") == 9


def tangle(size, steps):
    """Nodes without an address in a ring, each leading to others of it, and none unlike another."""
    labels = [f"_:n{number}" for number in range(size)]
    ring = [
        {"id": label, "knows": [{"id": labels[(at + step) % size]} for step in steps]}
        for at, label in enumerate(labels)
    ]
    return plain_badge(**{"@context": [VC_2, OPEN_BADGES, EXAMPLES], "rings": ring})


@pytest.mark.usefixtures("examples")
def test_too_many_parts_that_nothing_tells_apart_are_given_up():
    with pytest.raises(BadCredential, match="tells apart"):
        canonical_graph(tangle(9, range(1, 9)))


@pytest.mark.usefixtures("examples")
def test_a_graph_made_to_be_tangled_is_given_up():
    assert canonical_graph(tangle(5, [1]))

    with pytest.raises(BadCredential, match="tangled"):
        canonical_graph(tangle(14, [1, 3, 5]))
