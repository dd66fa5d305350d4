from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class WrongState(DomainError):
    """Somebody published or cancelled it a moment before."""

    code = "wrong_state"
    message = _("This workshop has moved on meanwhile. Reload the page and look again.")


class HasBegun(DomainError):
    code = "has_begun"
    message = _("This workshop has begun, or is over.")


class TimeHasPassed(DomainError):
    code = "time_has_passed"
    message = _("This time has passed. Choose one that is still to come.")


class NobodyHosts(DomainError):
    code = "nobody_hosts"
    message = _("A workshop needs somebody who hosts it.")
