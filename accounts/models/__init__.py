from accounts.models.block import Block
from accounts.models.former_handle import FormerHandle
from accounts.models.user import Dye, Theme, User, initials_of

__all__ = ["Block", "Dye", "FormerHandle", "Theme", "User", "initials_of"]
