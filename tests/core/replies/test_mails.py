"""Whole mails, one a file: the mail, then what must be kept of it, then what must be cut.

They are named `client-language-place`: the reply stands at the top, the bottom, or in between.
"""

from email import message_from_bytes, policy
from pathlib import Path

import pytest

from core.replies import read_reply, strip_text

MAILS = sorted((Path(__file__).parent / "mails").iterdir())


@pytest.mark.parametrize("path", MAILS, ids=lambda path: path.name)
def test_what_was_written_is_kept_and_nothing_else(path):
    mail, _, expected = path.read_text().partition("\n=== kept\n")
    kept, _, cut = expected.partition("\n=== cut\n")

    if path.suffix == ".eml":
        reply = read_reply(message_from_bytes(mail.encode(), policy=policy.default))
        written, quoted = reply.markdown, reply.quoted
    else:
        written, quoted = strip_text(mail)

    assert written == kept.strip("\n")
    assert cut.strip("\n") in quoted
