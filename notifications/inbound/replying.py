"""The addresses that mails carry for replies: made for a whole batch of mails at once."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from notifications.inbound.addresses import address_for, are_open, mailbox
from notifications.inbound.declaring import destinations
from notifications.models import ReplyAddress
from notifications.models.reply_address import Wanted


def tags_for(wanted: set[Wanted], users: Mapping[int, Any]) -> dict[tuple[int, str], str]:
    """By user and target, the tag of that user's reply; none for what takes no mail.

    Of each the id of a user, what is answered, ``post:17``, and where it comes from,
    ``community:1``. Two queries where all of them were mailed before, and at most five.
    """
    if not are_open():
        return {}
    taken = {one for one in wanted if one[1].partition(":")[0] in destinations}
    addresses = {user: users[user].email for user, _target, _source in taken}
    tokens = ReplyAddress.objects.for_each(taken, addresses)
    return {pair: f"r.{token}" for pair, token in tokens.items()}


def address_of(tag: str) -> str:
    """Where what has this tag goes by its address alone; nowhere where there is one mailbox."""
    return address_for(tag) if tag and not mailbox() else ""


def addresses_for(wanted: set[Wanted], users: Mapping[int, Any]) -> dict[tuple[int, str], str]:
    """The same, as addresses: for calendars and links, which refer to no mail."""
    if mailbox():
        return {}
    return {pair: address_of(tag) for pair, tag in tags_for(wanted, users).items()}


def addresses_for_items(
    wanted: set[tuple[int, str]], users: Mapping[int, Any]
) -> dict[tuple[int, str], str]:
    """The same for items of digests, by user and key: each app is asked where its things are."""
    if not are_open() or mailbox():
        return {}
    named: dict[str, set[str]] = defaultdict(set)
    for _user, key in wanted:
        kind, _colon, name = key.partition(":")
        if kind in destinations and name.isdecimal():
            named[kind].add(name)
    sources = {
        f"{kind}:{name}": source
        for kind, names in named.items()
        for name, source in destinations[kind].sources(names).items()
    }
    placed = {(user, key, sources[key]) for user, key in wanted if key in sources}
    return addresses_for(placed, users)
