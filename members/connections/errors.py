from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import DomainError


class AlreadyConnected(DomainError):
    code = "already_connected"
    message = gettext_lazy("You are connected already.")


class NotThere(DomainError):
    """A block came between, a moment before."""

    status = 404
    code = "not_found"
    message = gettext_lazy("There is nobody here.")


class NothingToAnswer(DomainError):
    code = "nothing_to_answer"
    message = gettext_lazy("This request has been answered, or taken back.")


class NothingToEnd(DomainError):
    code = "nothing_to_end"
    message = gettext_lazy("You are not connected, and have not asked to be.")


class TooSoon(DomainError):
    code = "asked_too_soon"

    def __init__(self, until: datetime) -> None:
        day = date_format(timezone.localtime(until), "j F Y")
        super().__init__(_("You can ask this person again from %(day)s.") % {"day": day})
