"""A mail that came in, as far as it can be read. Nothing in it is believed here."""

import re
from dataclasses import dataclass
from email import message_from_bytes, message_from_string, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import getaddresses
from functools import cached_property
from typing import Self

from core.calendars.reading import Answer, Unreadable, answer_in
from notifications.inbound.addresses import is_mailbox, tag_in, tag_of
from notifications.models import Arrival

# What the library raises at headers and parts that no program should have written.
BROKEN = (MessageError, ValueError, LookupError, AttributeError, TypeError)
# Where an MTA that delivers into one mailbox says whom a mail was for, the surest first.
SAYS_FOR_WHOM = (
    "X-Gm-Original-To",
    "X-Original-To",
    "Delivered-To",
    "Envelope-To",
    "X-Forwarded-To",
    "Resent-To",
    "To",
    "Cc",
)

_IDS = re.compile(r"<[^<>\s]{1,250}>")
_VIA = re.compile(r"\bvia\b", re.IGNORECASE)  # "Ann via Keepers <keepers@lists.example.org>"


@dataclass(frozen=True)
class Incoming:
    message: EmailMessage
    envelope_from: str
    envelope_to: str

    @classmethod
    def of(cls, arrival: Arrival) -> Self:
        message = message_from_bytes(bytes(arrival.raw or b""), policy=policy.default)
        return cls(message, arrival.envelope_from, arrival.envelope_to)

    def header(self, name: str) -> str:
        """In one line; empty where there is none or it cannot be read."""
        try:
            return " ".join(str(self.message.get(name, "")).replace("\0", "").split())
        except BROKEN:
            return ""

    def headers(self, name: str) -> list[str]:
        try:
            return [" ".join(str(value).split()) for value in self.message.get_all(name, [])]
        except BROKEN:
            return []

    @cached_property
    def subject(self) -> str:
        return self.header("Subject")

    @cached_property
    def senders(self) -> list[str]:
        """Each that From names. A mail has one; two are how a forger has one of them checked."""
        addresses = [address for _name, address in getaddresses(self.headers("From"))]
        return [address.lower() for address in addresses if "@" in address]

    @property
    def sender(self) -> str:
        """Empty where it cannot be told."""
        return self.senders[0] if len(self.senders) == 1 and len(self.headers("From")) == 1 else ""

    @cached_property
    def relayed_for(self) -> list[str]:
        """Whom a list names as the writer, having put its own address into From, lest the writer's
        domain call it forged. Anybody can say so; it proves nothing."""
        named = self.headers("X-Original-From")
        if not named and _VIA.search(self.header("From")):
            named = self.headers("Reply-To")
        return [address.lower() for _name, address in getaddresses(named) if "@" in address]

    @cached_property
    def tag(self) -> str | None:
        """What the address is for. The envelope knows; only an MTA that rewrites it does not.

        Of what came to the one mailbox, what it refers to knows.
        """
        tag = tag_of(self.envelope_to) or (self.came_to_mailbox and self._tag_referred_to())
        if tag:
            return tag
        named = (
            tag_of(address)
            for name in SAYS_FOR_WHOM
            for _name, address in getaddresses(self.headers(name))
        )
        return next((tag for tag in named if tag is not None), None)

    @property
    def came_to_mailbox(self) -> bool:
        return is_mailbox(self.envelope_to)

    @cached_property
    def refers_to(self) -> list[str]:
        """The ids of the mails that it continues, the nearest first."""
        named = " ".join(self.headers("References"))
        return [*_IDS.findall(self.header("In-Reply-To")), *_IDS.findall(named)[::-1]]

    def _tag_referred_to(self) -> str | None:
        return next(filter(None, map(tag_in, self.refers_to)), None)

    @property
    def returned_id(self) -> str:
        """The id of a mail that a server sends back, whole or as its headers alone."""
        try:
            for part in self.message.walk():
                kind = part.get_content_type()
                if kind == "message/rfc822":
                    return str(part.get_content()["Message-ID"] or "").strip()
                if kind == "text/rfc822-headers":
                    return str(message_from_string(part.get_content())["Message-ID"] or "").strip()
        except BROKEN:
            pass
        return ""

    @cached_property
    def invitation_answer(self) -> Answer | None:
        """What a calendar program says in it. Raises Unreadable."""
        try:
            return answer_in(self.message)
        except BROKEN as error:
            raise Unreadable from error

    @property
    def answers_invitation(self) -> bool:
        """As far as it can be read."""
        try:
            return self.invitation_answer is not None
        except Unreadable:
            return False

    @cached_property
    def recipient_count(self) -> int:
        named = getaddresses(self.headers("To") + self.headers("Cc"))
        return len({address.lower() for _name, address in named if address})
