from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class NothingToRestore(DomainError):
    code = "no_photo"
    message = _("There is no photo that could be brought back.")
