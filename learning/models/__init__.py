from learning.workshops.models import (
    Format,
    Host,
    Mode,
    Registration,
    RegistrationState,
    State,
    Workshop,
)

__all__ = ["Format", "Host", "Mode", "Registration", "RegistrationState", "State", "Workshop"]
