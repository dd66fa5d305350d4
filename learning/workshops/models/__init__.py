from learning.workshops.models.host import Host
from learning.workshops.models.registration import Registration
from learning.workshops.models.states import Format, Mode, Names, RegistrationState, State
from learning.workshops.models.workshop import Workshop
from learning.workshops.models.workshops import WorkshopQuerySet

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
