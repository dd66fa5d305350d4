"""How it stands with a workshop and with who comes, and in which ways one can."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from learning.workshops.models.workshop import Workshop


class State(models.TextChoices):
    DRAFT = "draft", _("Proposed")
    PUBLISHED = "published", _("Published")
    CANCELLED = "cancelled", _("Cancelled")


class Format(models.TextChoices):
    """How people come together."""

    IN_PERSON = "in_person", _("In person")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("In person and online")


class Names(models.TextChoices):
    """Who sees that somebody comes who lets it be seen."""

    NOBODY = "nobody", _("Nobody but hosts")
    COMING = "coming", _("Those who come")
    READERS = "readers", _("Everybody who reads of it")


class Mode(models.TextChoices):
    """In which somebody comes; each has its own seats, and its own waiting list."""

    IN_PERSON = Format.IN_PERSON.value, _("In person")
    ONLINE = Format.ONLINE.value, _("Online")


class RegistrationState(models.TextChoices):
    CONFIRMED = "confirmed", _("Has a seat")
    WAITLISTED = "waitlisted", _("Waits")
    OFFERED = "offered", _("Is offered a seat")
    ASKED = "asked", _("Asks to come")
    DECLINED = "declined", _("Was not let in")
    CANCELLED = "cancelled", _("Does not come")
    ATTENDED = "attended", _("Came")


SEATED = (RegistrationState.CONFIRMED, RegistrationState.OFFERED, RegistrationState.ATTENDED)
COMING = (RegistrationState.CONFIRMED, RegistrationState.ATTENDED)
AWAY = (RegistrationState.CANCELLED, RegistrationState.DECLINED)
UNDECIDED = (RegistrationState.ASKED, RegistrationState.DECLINED)  # who is declined can be let in


def modes_of(workshop: "Workshop") -> list[Mode]:
    """Those in which one can come to it."""
    if workshop.format == Format.HYBRID:
        return list(Mode)
    return [Mode(workshop.format)]
