"""Mail that a provider takes for us, and hands over by calling a webhook (django-anymail)."""

from typing import Any

from anymail.inbound import AnymailInboundMessage
from anymail.signals import AnymailInboundEvent, inbound
from django.dispatch import receiver

from notifications.inbound.addresses import is_mailbox, tag_of
from notifications.inbound.taking_in import take_in


@receiver(inbound, dispatch_uid="notifications.inbound")
def take_from_provider(sender: Any, event: AnymailInboundEvent, **_: Any) -> None:
    """Its answer says that it is kept: an error here has the provider call again."""
    message: AnymailInboundMessage = event.message
    recipients = [to for to in _recipients(message) if is_mailbox(to) or tag_of(to) is not None]
    if recipients:
        take_in(message.as_bytes(), sender=_sender(message), recipients=recipients)


def _recipients(message: AnymailInboundMessage) -> list[str]:
    """Whom the envelope names; of providers that do not say, those of the headers."""
    if message.envelope_recipient:
        return [message.envelope_recipient]
    return [str(address.addr_spec) for address in [*message.to, *message.cc]]


def _sender(message: AnymailInboundMessage) -> str:
    """Empty is a bounce; where the provider does not say, From is as good as it gets."""
    if message.envelope_sender is not None:
        return message.envelope_sender
    return str(message.from_email.addr_spec) if message.from_email else ""
