from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class CallIsOver(DomainError):
    code = "call_is_over"
    message = _("This call is over: it was filled or closed.")


class NoPlaceLeft(DomainError):
    code = "no_place_left"
    message = _("All places of this call are taken. Give it more places, and accept then.")


class AlreadyDecided(DomainError):
    code = "already_decided"
    message = _("This application was decided or withdrawn meanwhile.")
