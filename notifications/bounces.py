"""Mails of ours that come back: what they say, and how much that weighs against an address.

The address is that of the mail whose token the bounce was sent to, whatever the bounce says itself:
anybody can write one, and nobody but the reader and their servers knows the token.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage, Message

from notifications import complaints
from notifications.inbound.incoming import BROKEN
from notifications.models import Bouncing, Email
from notifications.models.bouncing import HARD, NOT_AT_ALL, SOFT

MOST_READ = 20_000  # characters of what a server wrote

_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
# By enhanced status code (RFC 3463). Others weigh what their words say.
_GONE = {"5.1.0", "5.1.1", "5.1.2", "5.1.3", "5.1.4", "5.1.6", "5.1.10", "5.2.1"}
_FULL = {"5.2.2", "4.2.2"}
_OURS = re.compile(
    r"5\.1\.[78]|5\.3\.4|5\.5\.|5\.6\.|5\.7\."
)  # the mail was wrong, not the address

_FULL_WORDS = re.compile(
    r"(mailbox|inbox|account)( \S+)? (is )?(over ?)?(full|quota)|over ?quota|quota exceeded"
    r"|exceeded (its |their |the )?(storage|quota)|insufficient (system )?storage",
    re.IGNORECASE,
)
_SPAM_WORDS = re.compile(
    r"\bspam|unsolicited|black ?list|block ?list|\bblocked\b|reputation|\bdmarc\b|\bspf\b|\bdkim\b"
    r"|\bpolicy\b|junk|content rejected|\bvirus\b|listed (at|in|by|on)\b|greylist",
    re.IGNORECASE,
)
_GONE_WORDS = re.compile(
    r"(user|recipient|mailbox|address|account|alias)( \S+)? (is )?(unknown|not (be )?found|disabled"
    r"|does ?n[o']?t exist|doesn['’]t exist|no longer|inactive|closed|rejected|unavailable)"
    r"|does not exist|(unknown|invalid|no such|bad|undeliverable|unrouteable) (local )?"
    r"(user|recipient|mailbox|address|account|alias|destination)|no mailbox|not our customer"
    r"|isn['’]t a valid|couldn['’]t be found|wasn['’]t found",
    re.IGNORECASE,
)
_FAILED_WORDS = re.compile(
    r"undeliver|delivery (has )?failed|not be delivered|could ?n[o']?t be delivered|returned mail"
    r"|failure notice|delivery (status notification|failure)|mail delivery failed|wasn['’]t able to"
    r"|permanent (fatal )?error|unzustellbar|non remis|non recapitabile|onbestelbaar",
    re.IGNORECASE,
)
_FROM_SERVER = re.compile(
    r"mailer[-_.]?daemon|postmaster|mail delivery (sub)?system", re.IGNORECASE
)


@dataclass(frozen=True)
class Said:
    """What a bounce says of one recipient."""

    status: str  # "5.1.1", or empty
    words: str
    failed: bool = True  # and is not only late

    @property
    def weight(self) -> float:
        return weigh(self.status, self.words) if self.failed else NOT_AT_ALL


def take(message: EmailMessage, token: str) -> bool:
    """Note what came back to ``b.TOKEN``; False where the token is not of a mail of ours."""
    email = Email.objects.with_token(token)
    if email is None:
        return False
    if complaints.is_report(message):
        complaints.take(email)
    elif said := read(message):
        note(email, said)
    return True


def note(email: Email, said: Said) -> None:
    if said.failed:
        email.came_back(said.words)
    Bouncing.objects.score(email.address, said.weight, said.words)


def refused(address: str, error: str) -> None:
    """The server to which we gave a mail would not have it, for good."""
    Bouncing.objects.score(address, weigh(status_in(error), error), error)


def weigh(status: str, words: str) -> float:
    if status in _FULL or (_FULL_WORDS.search(words) and status not in _GONE):
        return SOFT
    if status in _GONE:
        return HARD
    if _SPAM_WORDS.search(words):
        return NOT_AT_ALL
    if _GONE_WORDS.search(words):
        return HARD
    return NOT_AT_ALL if not status or _OURS.match(status) else SOFT


def read(message: EmailMessage) -> Said | None:
    """What a mail says of a mail that it could not deliver; None where it is no such mail."""
    try:
        return _read(message)
    except BROKEN:
        return None


def _read(message: EmailMessage) -> Said | None:
    if message.get_content_type() == "multipart/report":
        reports = list(_reports(message))
        return max(reports, key=lambda said: said.weight) if reports else None
    return _read_loosely(message)


def _reports(message: EmailMessage) -> Iterator[Said]:
    """RFC 3464: a group of lines for each recipient, after one about the mail."""
    for part in message.walk():
        if part.get_content_type() not in (
            "message/delivery-status",
            "message/global-delivery-status",
        ):
            continue
        for group in part.get_payload() if part.is_multipart() else []:
            if isinstance(group, Message) and group["Action"]:
                yield _said_of(group)


def _said_of(group: Message) -> Said:
    words = " ".join(str(group["Diagnostic-Code"] or "").split())
    words = re.sub(r"^smtp;\s*", "", words, flags=re.IGNORECASE)
    status = status_in(str(group["Status"] or "")) or status_in(words)
    action = str(group["Action"]).strip().lower()
    return Said(status, words or status, failed=action == "failed")


def _read_loosely(message: EmailMessage) -> Said | None:
    """What older servers write: words, and somewhere the answer that they got."""
    text = _text_of(message)
    from_server = message["X-Failed-Recipients"] or _FROM_SERVER.search(str(message["From"] or ""))
    if not from_server or not _FAILED_WORDS.search(f"{message['Subject']} {text}"):
        return None
    answers = [
        line.strip()
        for line in text.splitlines()
        if re.search(r"\b[45]\d\d[ -]|[45]\.\d+\.\d+", line)
    ]
    words = " ".join(answers) or " ".join(text.split())
    return Said(status_in(words), words)


def _text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain", "html"))
    if body is None:
        return ""
    content = body.get_content()
    # What follows is our own mail again, whose words say nothing of its delivery.
    before = re.split(
        r"^-{2,}.*(?:copy of (?:the|your) message|original message|below this line).*$",
        content,
        maxsplit=1,
        flags=re.IGNORECASE | re.MULTILINE,
    )
    return before[0][:MOST_READ]


def status_in(text: str) -> str:
    found = [status for status in _STATUS.findall(text) if not status.startswith("2")]
    return found[0] if found else ""
