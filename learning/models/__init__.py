from learning.afterwards.models import Feedback, Recording, Worth
from learning.workshops.models import (
    Format,
    Host,
    Mode,
    Registration,
    RegistrationState,
    State,
    Workshop,
)

__all__ = [
    "Feedback",
    "Format",
    "Host",
    "Mode",
    "Recording",
    "Registration",
    "RegistrationState",
    "State",
    "Workshop",
    "Worth",
]
