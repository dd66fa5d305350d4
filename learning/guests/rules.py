from django.utils.translation import gettext_lazy as _

from core.permissions import ALLOW, Verdict, deny
from learning.workshops.models import Workshop
from learning.workshops.rules import BEGUN, CANCELLED, not_open_yet


def can_come_as_guest(workshop: Workshop) -> Verdict:
    """Without an account, where hosts let guests come and anybody may read of it."""
    if not workshop.is_to_come:
        return deny(CANCELLED if workshop.is_cancelled else BEGUN)
    if workshop.takes_guests and workshop.opens_at:
        return not_open_yet(workshop)
    if not workshop.is_open_to_guests:
        return deny(_("Only members come to this workshop. Sign in to register."))
    return ALLOW
