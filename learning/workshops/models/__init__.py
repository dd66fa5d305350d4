from learning.workshops.models.host import Host
from learning.workshops.models.workshop import Format, State, Workshop, WorkshopQuerySet

__all__ = ["Format", "Host", "State", "Workshop", "WorkshopQuerySet"]
