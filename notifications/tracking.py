"""What a provider of mail tells by webhook of mails that it took from us (django-anymail).

It comes to the same as what comes back by mail. Who calls knows a secret, and is believed.
"""

from typing import Any

from anymail.signals import AnymailTrackingEvent, EventType, RejectReason, tracking
from django.dispatch import receiver

from notifications import bounces, complaints
from notifications.models import Bouncing, Email, Suppression
from notifications.models.bouncing import HARD, NOT_AT_ALL, SOFT
from notifications.models.suppression import Cause

_UNDELIVERED = {EventType.BOUNCED, EventType.REJECTED, EventType.FAILED}
_WEIGHTS = {
    RejectReason.INVALID: HARD,
    RejectReason.TIMED_OUT: SOFT,
    RejectReason.BLOCKED: NOT_AT_ALL,
    RejectReason.SPAM: NOT_AT_ALL,  # a server took it for spam, and nobody who reads it
}


@receiver(tracking, dispatch_uid="notifications.tracking")
def take_from_provider(sender: Any, event: AnymailTrackingEvent, **_: Any) -> None:
    if not event.recipient:
        return
    email = Email.objects.sent_as(event.message_id or "", event.recipient)
    # What it did not even try, because of what the reader has told it before.
    told = event.reject_reason if event.event_type == EventType.REJECTED else None
    if event.event_type == EventType.COMPLAINED or told == RejectReason.SPAM:
        if email:
            complaints.stop(email)
        Suppression.objects.stop(event.recipient, Cause.COMPLAINT)
    elif event.event_type == EventType.UNSUBSCRIBED or told == RejectReason.UNSUBSCRIBED:
        if email:
            complaints.stop(email)
    elif event.event_type in _UNDELIVERED:
        _note(email, event)


def _note(email: Email | None, event: AnymailTrackingEvent) -> None:
    words = " ".join(str(event.mta_response or event.description or event.reject_reason).split())
    if email:
        email.came_back(words)
    weight = _WEIGHTS.get(event.reject_reason)
    if weight is None:
        weight = bounces.weigh(bounces.status_in(words), words)
    Bouncing.objects.score(event.recipient, weight, words)
