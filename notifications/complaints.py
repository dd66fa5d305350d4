"""Somebody called a mail of ours spam: what it was one of stops at once, and so does all the rest.

They have a way back (notifications/returning.py); the stream stays stopped.
"""

from email.message import EmailMessage

from notifications import unsubscribing
from notifications.follows import is_target
from notifications.models import Digest, Email, Notice, Preference, Suppression
from notifications.models.email import DIGEST, NOTICES
from notifications.models.suppression import Cause
from notifications.unsubscribing import Subscription


def is_report(message: EmailMessage) -> bool:
    """A feedback report (RFC 5965), such as providers send when somebody presses the button."""
    kinds = (part.get_content_type() for part in message.walk())
    return "message/feedback-report" in kinds


def take(email: Email) -> None:
    stop(email)
    Suppression.objects.stop(email.address, Cause.COMPLAINT)


def stop(email: Email) -> None:
    """Send its reader no more of what the mail was one of."""
    stream = stream_of(email)
    if stream and email.user:
        preference = Preference.objects.of(email.user)
        Subscription(email.user, preference, stream).stop()


def stream_of(email: Email) -> str:
    """What its List-Unsubscribe stops; nothing for a letter."""
    if email.kind == DIGEST:
        digest = Digest.objects.filter(email=email).first()
        return unsubscribing.digest_stream(digest.scope if digest else "")
    if email.kind != NOTICES:
        return ""
    if is_target(email.group):
        return email.group
    last = Notice.objects.filter(email=email).order_by("pk").last()
    return last.source if last else ""
