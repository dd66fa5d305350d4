from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class TooMany(DomainError):
    code = "too_many_dates"
    message = _("These are too many dates at once: sixty at most are planned ahead.")


class NothingToCome(DomainError):
    code = "nothing_to_come"
    message = _("Nothing of this series is to come.")


class NoNewDate(DomainError):
    code = "no_new_date"
    message = _("This adds no date: all of them are there already, or their time has passed.")
