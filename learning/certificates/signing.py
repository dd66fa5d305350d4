"""The address on a certificate: it names a registration, and is signed so that none is guessed."""

from django.core import signing
from django.urls import reverse

from learning.workshops.models import Registration, RegistrationState

_signer = signing.Signer(salt="learning.attended", sep=".")


def certificate_of(registration: Registration) -> str:
    """The path where anybody can check it."""
    return reverse("learning:attended", args=[_signer.sign(str(registration.pk))])


def attended_by(attended: str) -> Registration | None:
    """Whoever was noted as there, and still is; None where that is not so, or was not signed."""
    try:
        pk = int(_signer.unsign(attended))
    except (signing.BadSignature, ValueError):
        return None
    came = Registration.objects.filter(state=RegistrationState.ATTENDED)
    found: Registration | None = came.for_display().filter(pk=pk).first()
    return found
