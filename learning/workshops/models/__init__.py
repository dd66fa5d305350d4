from learning.workshops.models.host import Host
from learning.workshops.models.registration import Mode, Registration, RegistrationState
from learning.workshops.models.workshop import Format, Names, State, Workshop, WorkshopQuerySet

__all__ = [
    "Format",
    "Host",
    "Mode",
    "Names",
    "Registration",
    "RegistrationState",
    "State",
    "Workshop",
    "WorkshopQuerySet",
]
