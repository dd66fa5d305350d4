from projects.calls.models.application import Application, ApplicationState
from projects.calls.models.call import Call, CallState
from projects.calls.models.match import Match
from projects.calls.models.wish import Wish

__all__ = ["Application", "ApplicationState", "Call", "CallState", "Match", "Wish"]
