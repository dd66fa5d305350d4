from accounts.models.block import Block
from accounts.models.former_handle import FormerHandle
from accounts.models.stand_in import Absent, StandIn
from accounts.models.user import Dye, Theme, User, initials_of

__all__ = [
    "Absent",
    "Block",
    "Dye",
    "FormerHandle",
    "StandIn",
    "Theme",
    "User",
    "initials_of",
]
