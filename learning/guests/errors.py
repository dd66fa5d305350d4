from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class NoGuests(DomainError):
    code = "no_guests"
    message = _("This workshop takes no guests any more.")


class HasAccount(DomainError):
    """Said only to who reads the mail at that address."""

    code = "has_account"
    message = _("There is an account with your address by now. Sign in and register with it.")
