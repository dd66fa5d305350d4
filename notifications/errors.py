from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class NothingStopped(DomainError):
    code = "nothing_stopped"
    message = _("Mail goes to your address already.")


class StoppedByOperator(DomainError):
    """Only an operator lets mail go there again."""

    code = "stopped_by_operator"
    message = _("Whoever operates this site stopped mail to your address. Please ask them.")
