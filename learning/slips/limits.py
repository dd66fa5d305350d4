from datetime import timedelta

from core.limits import Limit

SLIPS = Limit("seat_slip", 30, per=timedelta(hours=1))
