"""The addresses at which mail comes in: each is made of the setting MAIL_IN and a tag.

Or all but new topics comes to MAIL_IN_MAILBOX, whose address has no tag: then that of a reply is in
what it refers to, the ids of our mails.

r.TOKEN             a reply (notifications.models.reply_address)
u.TOKEN             stops a stream of mail (notifications.unsubscribing)
b.TOKEN             a mail of ours that came back
COMMUNITY.SPACE     a new topic
"""

import re
from functools import lru_cache

from django.conf import settings

LONGEST = 320
_SPACE = re.compile(r"(?P<community>[a-z0-9-]{1,60})\.(?P<space>[a-z0-9-]{1,60})")
# What must be in nothing that others read: whoever has it can write in somebody's name, or stop
# their mail.
_TAG_OF_REPLY = r"r\.[0-9a-f]{32}"
_TAG_THAT_ACTS = r"[rub]\.[A-Za-z0-9._-]{6,}"
_TAG_ALONE = rf"\b(?:{_TAG_OF_REPLY}|[ub]\.[A-Za-z0-9_-]{(6,)}\.[A-Za-z0-9_-]{(16,)})\b"


def are_open() -> bool:
    """Whether any mail comes in."""
    return bool(settings.MAIL_IN or settings.MAIL_IN_MAILBOX)


def spaces_are_open() -> bool:
    """Whether there are addresses for each, which a mailbox has none of."""
    return bool(settings.MAIL_IN)


def mailbox() -> str:
    """The one address to which all replies go; empty where each has its own."""
    return str(settings.MAIL_IN_MAILBOX)


def is_mailbox(address: str) -> bool:
    return bool(mailbox()) and address.strip().strip("<>").lower() == mailbox()


def address_for(tag: str) -> str:
    return settings.MAIL_IN.replace("%s", tag)


def tag_of(address: str) -> str | None:
    """The tag in one of our addresses; None for any other address."""
    if not spaces_are_open() or len(address) > LONGEST or is_mailbox(address):
        return None
    found = _pattern(settings.MAIL_IN).fullmatch(address.strip().strip("<>"))
    return found["tag"] if found else None


def tag_in(message_id: str) -> str | None:
    """The tag of a reply in the id of one of our mails, or in what a mail of ours refers to."""
    found = re.search(rf"[<.]({_TAG_OF_REPLY})@", message_id, re.IGNORECASE)
    return found[1].lower() if found else None


def space_of(tag: str) -> tuple[str, str] | None:
    """The slugs of a community and a space."""
    found = _SPACE.fullmatch(tag.lower())
    return (found["community"], found["space"]) if found else None


def token_of(tag: str, kind: str) -> str | None:
    """The token in a tag of this kind: ``r``, ``u`` or ``b``."""
    start, dot, token = tag.partition(".")
    return token if dot and token and start.lower() == kind else None


def without_secrets(text: str) -> str:
    """The text without addresses that act in somebody's name, as a reply may quote them."""
    pattern = _secrets(settings.MAIL_IN, settings.SITE_ORIGIN)
    return pattern.sub("[…]", text)


@lru_cache
def _pattern(mail_in: str) -> re.Pattern[str]:
    before, _mark, after = mail_in.partition("%s")
    return re.compile(
        rf"{re.escape(before)}(?P<tag>[A-Za-z0-9._-]+){re.escape(after)}", re.IGNORECASE
    )


@lru_cache
def _secrets(mail_in: str, origin: str) -> re.Pattern[str]:
    before, _mark, after = mail_in.partition("%s")
    address = rf"(?:mailto:)?{re.escape(before)}{_TAG_THAT_ACTS}{re.escape(after)}"
    link = rf"{re.escape(origin)}/unsubscribe/[\w.-]*/?"
    # Wrapped or cut, it is a token still.
    ways = [address, link, _TAG_ALONE] if mail_in else [link, _TAG_ALONE]
    return re.compile("|".join(ways), re.IGNORECASE)
