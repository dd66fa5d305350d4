from learning.guests.models.guest import Guest

__all__ = ["Guest"]
