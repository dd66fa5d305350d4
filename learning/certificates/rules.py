from django.utils.translation import gettext_lazy as _

from core.permissions import ALLOW, Verdict, deny
from learning.workshops.models import Registration, RegistrationState, Workshop


def can_have_certificate(workshop: Workshop, mine: Registration | None) -> Verdict:
    if not workshop.gives_certificates:
        return deny(_("This workshop gives no certificates."))
    if not workshop.is_past:
        return deny(_("There is a certificate once the workshop is over."))
    if mine is None or mine.state != RegistrationState.ATTENDED:
        return deny(_("Certificates are for those who were noted as there. Ask who hosts it."))
    return ALLOW
