from datetime import timedelta

from core.limits import Limit

CODES = Limit("door_code", 20, per=timedelta(hours=1))  # of a code there are 900 million
MESSAGES = Limit("workshop_message", 5, per=timedelta(days=1))
