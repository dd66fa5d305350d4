from members.connections.models.connection import Connection
from members.connections.models.dismissal import Dismissal

__all__ = ["Connection", "Dismissal"]
