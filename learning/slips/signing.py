"""What is signed: the registration, and when it came into the line.

Whoever registers anew comes into the line anew, and what a mail of before leads to is then old. It
never ends by itself; it does nothing once the workshop has begun.
"""

from django.core import signing
from django.urls import reverse

from learning.workshops.models import Registration

_signer = signing.Signer(salt="learning.slip", sep=".")


def slip_of(mine: Registration) -> str:
    """The path of the page that gives a seat back."""
    return reverse("learning:slip", args=[_signer.sign_object([mine.pk, _stamp(mine)])])


def mail_of(mine: Registration) -> str:
    """The path at which a guest stops what they are written."""
    return f"{slip_of(mine)}mail/"


def found_by(slip: str) -> tuple[Registration | None, bool]:
    """The registration that it names, and whether it is still the same; None for what was not
    signed here, or is gone."""
    try:
        pk, stamp = _signer.unsign_object(slip)
    except (signing.BadSignature, ValueError):
        return None, False
    mine: Registration | None = Registration.objects.for_display().filter(pk=pk).first()
    return mine, mine is not None and _stamp(mine) == stamp


def _stamp(mine: Registration) -> int:
    return int(mine.queued_at.timestamp() * 1_000_000)
