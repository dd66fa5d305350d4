"""The link by which somebody shows that they read the address they gave."""

from django.core import signing
from django.urls import reverse

from learning.guests.models import Guest

_signer = signing.Signer(salt="learning.guest", sep=".")


def confirmation_of(guest: Guest) -> str:
    token = _signer.sign_object([guest.pk, guest.mails])
    return reverse("learning:guest_confirmation", args=[token])


def found_by(token: str) -> Guest | None:
    """None for what was not signed here, or is forgotten, or is of an earlier mail."""
    try:
        pk, mails = _signer.unsign_object(token)
    except (signing.BadSignature, ValueError):
        return None
    found: Guest | None = Guest.objects.filter(pk=pk, mails=mails).first()
    return found
