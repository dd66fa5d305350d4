"""What was written in a mail, above the first line that it quotes."""

import re
from dataclasses import dataclass
from email.message import EmailMessage

_QUOTED = re.compile(r"^(?:On .*wrote:|>.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Reply:
    markdown: str
    quoted: str


def read_reply(message: EmailMessage) -> Reply:
    body = message.get_body(("plain", "html"))
    text = "" if body is None else str(body.get_content())
    written = _QUOTED.split(text, maxsplit=1)[0]
    return Reply(written.strip(), text.removeprefix(written).strip())
