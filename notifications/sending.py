"""Sends what is owed: notices, gathered into mails, and letters."""

import time
from typing import Any

import structlog
from django.db import transaction

from notifications import bounces
from notifications.composing import Batch, Later, Ready
from notifications.models import Channel, Delivery, Email
from notifications.post_office import Interrupted, Refused, Unreachable, post_office

log = structlog.get_logger(__name__)

BATCH = 50


def send_owed(*, seconds: float) -> None:
    """Send until nothing is owed, the time is over, or there is no mail server."""
    until = time.monotonic() + seconds
    try:
        while time.monotonic() < until and Email.objects.waiting().exists():
            post_office.open()
            _send_batch(Email.objects.claim(BATCH), until=until)
    except Unreachable as error:
        log.warning("mail_server_unreachable", error=str(error))


def _send_batch(emails: list[Email], *, until: float) -> None:
    """A slow server gets one at least, and the others wait for the next run."""
    batch = Batch(emails)
    for at, email in enumerate(emails):
        if at and time.monotonic() >= until:
            Email.objects.hand_back(emails[at:])
            return
        try:
            post_office.open()
        except Unreachable:
            Email.objects.hand_back(emails[at:])
            raise
        _send(batch, email)


def _send(batch: Batch, email: Email) -> None:
    try:
        ready = batch.compose(email)
        message = ready.message() if isinstance(ready, Ready) else None
    except Exception as error:  # a text that cannot be made must not hold up the other mails
        log.exception("mail_not_composed", email=email.pk)
        email.fail(f"{type(error).__name__}: {error}")
        return
    if isinstance(ready, Later):
        email.put_off(ready.until)
    elif not isinstance(ready, Ready):
        email.skip(ready)
    elif _take(email, ready):
        _hand_over(email, ready, message)


def _take(email: Email, ready: Ready) -> bool:
    mail = ready.mail
    with transaction.atomic():
        taken = email.take(address=mail.address, subject=mail.subject, message_id=mail.message_id)
        if taken and email.user_id:
            Delivery.objects.record(email.user_id, ready.keys, Channel.EMAIL)
    return taken


def _hand_over(email: Email, ready: Ready, message: Any) -> None:
    try:
        post_office.send(message)
    except Interrupted as error:
        log.warning("mail_interrupted", email=email.pk, error=str(error))
        email.note_interruption(str(error))
    except Refused as error:
        if email.user_id:
            Delivery.objects.forget(email.user_id, ready.keys, Channel.EMAIL)
        if error.for_now:
            email.postpone(str(error))
        else:
            email.fail(str(error))
            bounces.refused(ready.mail.address, str(error))
    else:
        email.arrived()
