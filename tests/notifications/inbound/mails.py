"""Mails as people and machines send them, and their way in."""

from email.message import EmailMessage
from itertools import count

from notifications.inbound.processing import take_waiting
from notifications.inbound.taking_in import take_in
from notifications.models import Arrival

MX = "mx.hall.example"
_numbers = count(1)


def a_mail(
    to: str,
    *,
    by: str,
    text: str = "Take the late joiners as your baseline.",
    subject: str = "Re: How do you set a baseline afterwards?",
    **headers: str,
) -> EmailMessage:
    """Headers are named with underscores; one that is empty is left out."""
    message = EmailMessage()
    named = {"From": by, "To": to, "Subject": subject, "Message-ID": f"<m{next(_numbers)}@home>"}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    for name, value in named.items():
        if value:
            message[name] = value
    message.set_content(text)
    return message


def vouched_for(message: EmailMessage, result: str = "pass") -> EmailMessage:
    """As our own MTA marks it: on top of all that came with it."""
    domain = str(message["From"]).rpartition("@")[2].rstrip(">")
    top = f"Authentication-Results: {MX}; dmarc={result} header.from={domain}\r\n"
    marked = EmailMessage()
    marked._headers = [("Authentication-Results", top.partition(": ")[2].strip())]
    marked._headers += message._headers
    marked.set_payload(message.get_payload())
    return marked


def come(message: EmailMessage | bytes, *, to: str = "", sender: str | None = None) -> Arrival:
    """Have it taken in and seen to; what became of it."""
    raw = message if isinstance(message, bytes) else message.as_bytes()
    if not isinstance(message, bytes):
        to = to or str(message["To"])
        sender = str(message["From"]) if sender is None else sender
    take_in(raw, sender=sender or "", recipients=[to])
    take_waiting(seconds=30)
    return Arrival.objects.latest("pk")
