from learning.workshops.models import Format, Host, State, Workshop

__all__ = ["Format", "Host", "State", "Workshop"]
