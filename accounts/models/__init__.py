from accounts.models.block import Block
from accounts.models.user import Dye, Theme, User, initials_of

__all__ = ["Block", "Dye", "Theme", "User", "initials_of"]
