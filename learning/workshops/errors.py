from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class WrongState(DomainError):
    """Somebody published or cancelled it a moment before."""

    code = "wrong_state"
    message = _("This workshop has moved on meanwhile. Reload the page and look again.")


class HasBegun(DomainError):
    code = "has_begun"
    message = _("This workshop has begun, or is over.")


class NotOpenYet(DomainError):
    """To all; those who asked what it takes up come first."""

    code = "not_open_yet"
    message = _(
        "For now those register who asked what this workshop takes up. Its page says from when all "
        "others can."
    )


class TimeHasPassed(DomainError):
    code = "time_has_passed"
    message = _("This time has passed. Choose one that is still to come.")


class NobodyHosts(DomainError):
    code = "nobody_hosts"
    message = _("A workshop needs somebody who hosts it.")


class HasNotBegun(DomainError):
    code = "has_not_begun"
    message = _("It is too early: this workshop has not begun yet.")


class NoSuchMode(DomainError):
    code = "no_such_mode"
    message = _("Nobody can come to this workshop in that way.")


class NoSeat(DomainError):
    code = "no_seat"
    message = _("There is no seat free in that way. You keep the one that you have.")


class NotRegistered(DomainError):
    code = "not_registered"
    message = _("They are not registered, or were taken off the list meanwhile.")


class OfferIsOver(DomainError):
    code = "offer_is_over"
    message = _("This offer is over: its time has passed, or it was answered.")


class IsDecided(DomainError):
    """Somebody else who hosts it did so a moment before, or they ask no more."""

    code = "is_decided"
    message = _("This was decided meanwhile, or they do not ask any more.")


class WasDeclined(DomainError):
    code = "was_declined"
    message = _("Those who host this workshop could not take you in. Write to them to ask why.")
