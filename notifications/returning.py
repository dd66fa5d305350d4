"""The way back for an address that gets no mail: whoever reads it there says so.

One mail goes to it all the same, with a link. To open the link changes nothing; the button on its
page does, for whoever has the mail, and for that one time that mail was stopped.
"""

from datetime import timedelta
from typing import Any

from allauth.account.signals import email_changed, email_confirmed
from django.conf import settings
from django.core import signing
from django.dispatch import receiver
from django.urls import reverse

from accounts.letters import send_letter
from accounts.models import User
from core.limits import Limit
from notifications.errors import NothingStopped, StoppedByOperator
from notifications.models import Suppression
from notifications.models.suppression import Cause

CHECKS = Limit("check an address", 3, per=timedelta(days=1))
VALID = timedelta(days=3)
SALT = "notifications.returning"


def ask(user: User) -> None:
    """Send one mail to the user's address. Raises a DomainError."""
    stopped = Suppression.objects.of(user.email).first()
    if stopped is None:
        Suppression.objects.show_to_owner(user.email)
        raise NothingStopped
    if stopped.cause == Cause.OPERATOR:
        raise StoppedByOperator
    CHECKS.spend(f"user {user.pk}")
    path = reverse("notifications:return", args=[token_for(stopped)])
    context = {"return_url": settings.SITE_ORIGIN + path, "address": stopped.address}
    send_letter("notifications/emails/check_address", user.email, context)


def token_for(stopped: Suppression) -> str:
    return signing.dumps([stopped.pk, stopped.address], salt=SALT)


def find(token: str) -> str | None:
    """The address that the token was mailed to; None for one not made here, or an old one."""
    try:
        _pk, address = signing.loads(token, salt=SALT, max_age=VALID)
    except signing.BadSignature:
        return None
    return str(address)


def confirm(token: str) -> None:
    """Send mail there again; any number of times, but not after it was stopped anew."""
    pk, address = signing.loads(token, salt=SALT, max_age=VALID)
    if Suppression.objects.of(address).filter(pk=pk).exclude(cause=Cause.OPERATOR).exists():
        Suppression.objects.lift(address)


@receiver(email_confirmed, dispatch_uid="notifications.returning")
def resume(sender: Any, email_address: Any, **_: Any) -> None:
    """They have read a mail that was sent there."""
    if Suppression.objects.of(email_address.email).exclude(cause=Cause.OPERATOR).exists():
        Suppression.objects.lift(email_address.email)


@receiver(email_changed, dispatch_uid="notifications.returning")
def look_again(sender: Any, user: User, **_: Any) -> None:
    """Another address is another question."""
    Suppression.objects.show_to_owner(user.email)
