"""Which of our mails a mail continues, by their ids. Whoever is believed by it has its key."""

import re

from notifications.inbound.incoming import Incoming
from notifications.inbound.reasons import Reason
from notifications.models.email import host

_OURS = re.compile(r"<(notice|letter|digest|topic)/")


def kind_of(message_id: str) -> str:
    """Of a mail of ours by its id; empty where it is none."""
    found = _OURS.match(message_id)
    return found[1] if found and message_id.endswith(f"@{host()}>") else ""


def reason_against(mail: Incoming) -> Reason:
    """Why what came to the one mailbox, without the key of a reply, answers nothing."""
    nearest = next(filter(None, map(kind_of, mail.refers_to)), "")
    if nearest == "digest":
        return Reason.DIGEST
    return Reason.NO_REFERENCE if nearest in ("", "topic") else Reason.NO_ANSWERS
