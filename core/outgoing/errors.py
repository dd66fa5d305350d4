from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class OutgoingError(DomainError):
    """Nothing came of asking; the message says why, to whoever named the address."""

    status = 422
    code = "not_fetched"


class NotAllowed(OutgoingError):
    """Nobody was asked."""

    code = "address_not_allowed"
    message = _("This is no address that this site may ask.")


class Unreachable(OutgoingError):
    code = "unreachable"
    message = _("It could not be reached.")


class Unsuitable(OutgoingError):
    """It answered, and not with what was asked for."""

    code = "unsuitable"
    message = _("It did not answer with what was asked for.")
