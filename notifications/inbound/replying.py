"""The addresses that mails carry for replies: made for a whole batch of mails at once."""

from collections.abc import Mapping
from typing import Any

from notifications.inbound.addresses import address_for, are_open
from notifications.inbound.declaring import destinations
from notifications.models import ReplyAddress
from notifications.models.reply_address import Wanted


def addresses_for(wanted: set[Wanted], users: Mapping[int, Any]) -> dict[tuple[int, str], str]:
    """By user and target, where that user's reply goes; none for what takes no mail.

    Of each the id of a user, what is answered, ``post:17``, and where it comes from,
    ``community:1``. Two queries where all of them were mailed before, and at most five.
    """
    if not are_open():
        return {}
    taken = {one for one in wanted if one[1].partition(":")[0] in destinations}
    addresses = {user: users[user].email for user, _target, _source in taken}
    tokens = ReplyAddress.objects.for_each(taken, addresses)
    return {pair: address_for(f"r.{token}") for pair, token in tokens.items()}
