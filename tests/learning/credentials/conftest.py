from pathlib import Path

import pytest

from learning.credentials.contexts import FILES

EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"


@pytest.fixture
def examples(monkeypatch):
    """W3C's context for examples, one line, which lets the vectors say anything."""
    monkeypatch.setitem(FILES, EXAMPLES, Path(__file__).with_name("examples-v2.jsonld"))
    return EXAMPLES
