"""What becomes of each column that is tied to a person: exported to them, and at erasure.

Each app says it of its own columns in ``privacy.py``, in a table ``FIELDS``.
"""

from dataclasses import dataclass
from enum import Enum


class Erasure(Enum):
    ERASE = "goes with the account"
    ANONYMISE = "stays, under nobody's name"
    KEEP = "stays as it is"


@dataclass(frozen=True)
class Treatment:
    exported: bool
    erasure: Erasure


OWN = Treatment(exported=True, erasure=Erasure.ERASE)  # about the person, and of use to nobody else
WRITTEN = Treatment(exported=True, erasure=Erasure.ANONYMISE)  # others read it and answered it
TRACE = Treatment(exported=False, erasure=Erasure.ANONYMISE)  # who did a thing that is others' now
SECRET = Treatment(exported=False, erasure=Erasure.ERASE)  # proves who one is, or runs the site
KEPT = Treatment(exported=False, erasure=Erasure.KEEP)  # says nothing about who it was

FIELDS = {
    "Upload.owner": WRITTEN,
}
