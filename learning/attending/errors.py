from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class WrongCode(DomainError):
    code = "wrong_code"
    status = 422
    message = _("That is not the code of this workshop. It has six signs, and is shown there.")
