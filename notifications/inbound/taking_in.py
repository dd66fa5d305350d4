"""Keeps what comes in, by whichever way, before anybody is told that it has come."""

from collections.abc import Iterable
from email.parser import BytesHeaderParser
from email.policy import compat32

from django.db import transaction

from notifications.models import Arrival

LONGEST_ID = 250


def take_in(raw: bytes, *, sender: str, recipients: Iterable[str]) -> None:
    """Keep a mail for each of its recipients here. The same one again changes nothing."""
    message_id = _message_id(raw)
    with transaction.atomic():
        Arrival.objects.keep(
            [
                Arrival(
                    key=Arrival.key_of(message_id, recipient, raw),
                    message_id=message_id[:LONGEST_ID],
                    envelope_from=sender,
                    envelope_to=recipient,
                    raw=raw,
                    size=len(raw),
                )
                for recipient in dict.fromkeys(recipients)
            ]
        )
        transaction.on_commit(ring, robust=True)


def _message_id(raw: bytes) -> str:
    """As it stands, whatever it looks like: it is only compared."""
    headers = BytesHeaderParser(policy=compat32).parsebytes(raw)
    return "".join(str(headers.get("Message-ID", "")).split()).replace("\0", "")


def ring() -> None:
    from notifications.tasks import take_mail  # the task reads mail, which needs what is declared

    take_mail.apply_async(retry=False)
