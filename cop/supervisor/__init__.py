"""Several programs run as one: started, heard, restarted and stopped together."""

from cop.supervisor.supervisor import Service, Supervisor

__all__ = ["Service", "Supervisor"]
