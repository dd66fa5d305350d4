from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class WrongState(DomainError):
    """Somebody published or retired it a moment before."""

    code = "wrong_state"
    message = _("This badge has moved on meanwhile. Reload the page and look again.")
