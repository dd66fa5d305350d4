from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class LinkedAlready(DomainError):
    code = "linked_already"
    message = _("This is linked to the project already.")
