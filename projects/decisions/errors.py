from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class NoLongerStands(DomainError):
    code = "no_longer_stands"
    message = _("Another decision has taken the place of that one meanwhile.")
